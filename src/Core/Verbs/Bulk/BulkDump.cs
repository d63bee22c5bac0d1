using Toast.Engine;
using Toast.Verbs.Dumping;

namespace Toast.Verbs.Bulk;

/// <summary>Many dumps in one call, in chunks: each item fails alone, and memory stays bounded by the chunks that are on their way.</summary>
internal sealed class BulkDump(RuntimeContext context, Dumper dumper)
{
    /// <summary>How many items are prepared, and waited for, together: what one flush holds, so that none is left with few.</summary>
    public const int ChunkSize = EmbeddedStore.BatchSize;

    /// <summary>How many chunks are on their way at the most. Their items are in memory as JSON at the same time.</summary>
    private const int MaxChunks = 4;

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
        var open = new Queue<BulkChunk>();
        int started = 0;
        foreach (object[] chunk in models.Chunk(ChunkSize))
        {
            if (started > 0 && cancellationToken.IsCancellationRequested)
            {
                break;
            }

            if (started + chunk.Length > context.Options.MaxBulkItems)
            {
                await EndAsync(open, 0, results).ConfigureAwait(false);
                throw TooMany(started);
            }

            open.Enqueue(new BulkChunk(context, dumper, chunk, started, seen, options, failures, cancellationToken));
            started += chunk.Length;
            await EndAsync(open, MaxChunks - 1, results).ConfigureAwait(false);
        }

        await EndAsync(open, 0, results).ConfigureAwait(false);
        return results;
    }

    /// <summary>Waits for the first chunks until no more than some are open.</summary>
    private static async Task EndAsync(Queue<BulkChunk> open, int remaining, List<DumpResult> results)
    {
        while (open.Count > remaining)
        {
            await open.Dequeue().AddToAsync(results).ConfigureAwait(false);
        }
    }

    private StorageValidationException TooMany(int before) => new(
        ErrorCodes.TooManyItems,
        $"The bulk dump holds more than {context.Options.MaxBulkItems} items; {before} were tried before. Send it in parts, or raise MaxBulkItems.");
}
