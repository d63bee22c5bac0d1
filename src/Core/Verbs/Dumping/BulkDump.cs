using Toast.Registry;

namespace Toast.Verbs.Dumping;

/// <summary>Many dumps in one call, in chunks: each item fails alone, and memory stays bounded by the chunk.</summary>
internal sealed class BulkDump(RuntimeContext context, Dumper dumper)
{
    /// <summary>How many items are in memory as JSON at the same time.</summary>
    private const int ChunkSize = 4096;

    public async Task<IReadOnlyList<DumpResult>> RunAsync(
        IEnumerable<object> models, DumpOptions? options, CancellationToken cancellationToken)
    {
        var results = new List<DumpResult>();
        foreach (object[] chunk in models.Chunk(ChunkSize))
        {
            if (results.Count > 0 && cancellationToken.IsCancellationRequested)
            {
                return results;
            }

            if (results.Count + chunk.Length > context.Options.MaxBulkItems)
            {
                throw new StorageValidationException(
                    ErrorCodes.TooManyItems,
                    $"The bulk dump holds more than {context.Options.MaxBulkItems} items; {results.Count} were stored before. Send it in parts, or raise MaxBulkItems.");
            }

            await RunChunkAsync(chunk, options, results, cancellationToken).ConfigureAwait(false);
        }

        return results;
    }

    private async Task RunChunkAsync(object[] chunk, DumpOptions? options, List<DumpResult> results, CancellationToken cancellationToken)
    {
        // The same instance twice is one write; its result stands at both places.
        var byInstance = new Dictionary<object, Task<DumpResult>>(ReferenceEqualityComparer.Instance);
        var dumps = new Task<DumpResult>[chunk.Length];
        for (int i = 0; i < chunk.Length; i++)
        {
            object? model = chunk[i];
            if (model is null)
            {
                dumps[i] = Task.FromResult(new DumpResult { Error = new ArgumentNullException(nameof(chunk), $"Item {results.Count + i} is null.") });
            }
            else if (!byInstance.TryGetValue(model, out dumps[i]!))
            {
                dumps[i] = DumpOneAsync(model, options, cancellationToken);
                byInstance.Add(model, dumps[i]);
            }
        }

        results.AddRange(await Task.WhenAll(dumps).ConfigureAwait(false));
    }

    private async Task<DumpResult> DumpOneAsync(object model, DumpOptions? options, CancellationToken cancellationToken)
    {
        try
        {
            ModelInfo info = context.Models.Get(model.GetType());
            Dumped dumped = await dumper.DumpAsync(model, info, null, options, cancellationToken).ConfigureAwait(false);
            return new DumpResult { Reference = dumped.Reference, Version = dumped.Version };
        }
        catch (ExternalStorageException e)
        {
            return new DumpResult { Error = e };
        }
        catch (OperationCanceledException e)
        {
            return new DumpResult { Error = e };
        }
    }
}
