using Toast.Verbs.Dumping;

namespace Toast.Verbs.Bulk;

/// <summary>Many dumps in one call, in chunks: each item fails alone, and memory stays bounded by two chunks.</summary>
internal sealed class BulkDump(RuntimeContext context, Dumper dumper)
{
    /// <summary>How many items are in memory as JSON at the same time, and as many again while those before are on their way.</summary>
    private const int ChunkSize = 2048;

    public async Task<IReadOnlyList<DumpResult>> RunAsync(
        IEnumerable<object> models, DumpOptions? options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Dumper.CheckArguments(options);
        context.DeadlineFor(options?.Timeout);
        if (models.TryGetNonEnumeratedCount(out int count) && count > context.Options.MaxBulkItems)
        {
            throw TooMany(0);
        }

        var results = new List<DumpResult>(count);
        var failures = new BulkFailures("dump_many", context.Logger);
        var seen = new SeenInstances(models is IReadOnlyCollection<object> or ICollection<object> ? count : null);
        BulkChunk? last = null;
        int started = 0;
        foreach (object[] chunk in models.Chunk(ChunkSize))
        {
            if (started > 0 && cancellationToken.IsCancellationRequested)
            {
                break;
            }

            if (started + chunk.Length > context.Options.MaxBulkItems)
            {
                await EndAsync(last, results).ConfigureAwait(false);
                throw TooMany(started);
            }

            var next = new BulkChunk(context, dumper, chunk, started, seen, options, failures, cancellationToken);
            started += chunk.Length;
            await EndAsync(last, results).ConfigureAwait(false);
            last = next;
        }

        await EndAsync(last, results).ConfigureAwait(false);
        return results;
    }

    private static Task EndAsync(BulkChunk? chunk, List<DumpResult> results) => chunk?.AddToAsync(results) ?? Task.CompletedTask;

    private StorageValidationException TooMany(int before) => new(
        ErrorCodes.TooManyItems,
        $"The bulk dump holds more than {context.Options.MaxBulkItems} items; {before} were tried before. Send it in parts, or raise MaxBulkItems.");
}
