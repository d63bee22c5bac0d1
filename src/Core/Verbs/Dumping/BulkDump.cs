using System.Runtime.CompilerServices;
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
        cancellationToken.ThrowIfCancellationRequested();
        Dumper.CheckArguments(options);
        context.DeadlineFor(options?.Timeout);
        if (models.TryGetNonEnumeratedCount(out int count) && count > context.Options.MaxBulkItems)
        {
            throw TooMany(0);
        }

        var results = new List<DumpResult>();
        var failures = new BulkFailures("dump_many", context.Logger);

        // The same instance twice is one write; its result stands at both places. Weak, so that a long stream need not stay in memory.
        var byInstance = new ConditionalWeakTable<object, Task<DumpResult>>();
        foreach (object[] chunk in models.Chunk(ChunkSize))
        {
            if (results.Count > 0 && cancellationToken.IsCancellationRequested)
            {
                return results;
            }

            if (results.Count + chunk.Length > context.Options.MaxBulkItems)
            {
                throw TooMany(results.Count);
            }

            await RunChunkAsync(chunk, byInstance, options, results, failures, cancellationToken).ConfigureAwait(false);
        }

        return results;
    }

    private StorageValidationException TooMany(int before) => new(
        ErrorCodes.TooManyItems,
        $"The bulk dump holds more than {context.Options.MaxBulkItems} items; {before} were tried before. Send it in parts, or raise MaxBulkItems.");

    private async Task RunChunkAsync(
        object[] chunk,
        ConditionalWeakTable<object, Task<DumpResult>> byInstance,
        DumpOptions? options,
        List<DumpResult> results,
        BulkFailures failures,
        CancellationToken cancellationToken)
    {
        var dumps = new Task<DumpResult>[chunk.Length];
        using (var stores = new GatheringStores())
        {
            Start(chunk, dumps, byInstance, stores, options, results.Count, failures, cancellationToken);
        }

        results.AddRange(await Task.WhenAll(dumps).ConfigureAwait(false));
    }

    private void Start(
        object[] chunk,
        Task<DumpResult>[] dumps,
        ConditionalWeakTable<object, Task<DumpResult>> byInstance,
        GatheringStores stores,
        DumpOptions? options,
        int before,
        BulkFailures failures,
        CancellationToken cancellationToken)
    {
        for (int i = 0; i < chunk.Length; i++)
        {
            object? model = chunk[i];
            if (model is null)
            {
                dumps[i] = Task.FromResult(new DumpResult { Error = new ArgumentNullException(nameof(chunk), $"Item {before + i} is null.") });
            }
            else if (!byInstance.TryGetValue(model, out dumps[i]!))
            {
                dumps[i] = DumpOneAsync(model, stores, options, failures, cancellationToken);
                byInstance.Add(model, dumps[i]);
            }
        }
    }

    private async Task<DumpResult> DumpOneAsync(
        object model, GatheringStores stores, DumpOptions? options, BulkFailures failures, CancellationToken cancellationToken)
    {
        try
        {
            ModelInfo info = context.Models.Get(model.GetType());
            stores.Add(info.Store);
            Dumped dumped = await dumper.DumpAsync(model, info, null, options, cancellationToken).ConfigureAwait(false);
            return new DumpResult { Reference = dumped.Reference, Version = dumped.Version };
        }
#pragma warning disable CA1031 // Whatever it is, it is the error of this item: the others may be stored already, and their results must not be lost.
        catch (Exception e) when (e is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            failures.Add(e, null);
            return new DumpResult { Error = e };
        }
    }
}
