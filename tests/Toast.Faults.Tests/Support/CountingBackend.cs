namespace Toast.Faults.Tests.Support;

/// <summary>A memory store that counts every call, so that a test can prove that nothing reached it, and that can be told to fail or to answer.</summary>
internal sealed class CountingBackend(string url = "memory://")
    : StorageBackend(StorageUrl.Parse(url)), ISupportsConditionalSave, ISupportsBatch, ISupportsDelete, ISupportsListing, ISupportsProbe
{
    private readonly MemoryBackend inner = new(StorageUrl.Parse("memory://"));
    private int calls;

    /// <summary>How many calls reached the store, whatever they were, <c>ConnectAsync</c> included.</summary>
    public int Calls => calls;

    /// <summary>Runs before each call with its name; what it throws is what the store fails with.</summary>
    public Func<string, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Changes what a load answers.</summary>
    public Func<StoredRecord?, StoredRecord?> Answer { get; set; } = record => record;

    /// <summary>What a save answers in place of saving, or null to save.</summary>
    public Func<SaveRequest, SaveResult?> Refuse { get; set; } = _ => null;

    public override async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await CountAsync(nameof(ConnectAsync), cancellationToken);
        await inner.ConnectAsync(cancellationToken);
    }

    public override async Task DisconnectAsync(CancellationToken cancellationToken)
    {
        await CountAsync(nameof(DisconnectAsync), cancellationToken);
        await inner.DisconnectAsync(cancellationToken);
    }

    public override async Task SaveAsync(StoredRecord record, CancellationToken cancellationToken)
    {
        await CountAsync(nameof(SaveAsync), cancellationToken);
        await inner.SaveAsync(record, cancellationToken);
    }

    public override async Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken)
    {
        await CountAsync(nameof(LoadAsync), cancellationToken);
        return Answer(await inner.LoadAsync(key, cancellationToken));
    }

    public async Task<SaveResult> SaveAsync(SaveRequest request, CancellationToken cancellationToken)
    {
        await CountAsync(nameof(SaveAsync), cancellationToken);
        return Refuse(request) ?? await inner.SaveAsync(request, cancellationToken);
    }

    public async Task<IReadOnlyList<SaveResult>> SaveManyAsync(IReadOnlyList<SaveRequest> requests, CancellationToken cancellationToken)
    {
        await CountAsync(nameof(SaveManyAsync), cancellationToken);
        var results = new SaveResult[requests.Count];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = Refuse(requests[i]) ?? await inner.SaveAsync(requests[i], cancellationToken);
        }

        return results;
    }

    public async Task<IReadOnlyList<StoredRecord?>> LoadManyAsync(IReadOnlyList<RecordKey> keys, CancellationToken cancellationToken)
    {
        await CountAsync(nameof(LoadManyAsync), cancellationToken);
        return [.. (await inner.LoadManyAsync(keys, cancellationToken)).Select(Answer)];
    }

    public async Task<DeleteResult> DeleteAsync(DeleteRequest request, CancellationToken cancellationToken)
    {
        await CountAsync(nameof(DeleteAsync), cancellationToken);
        return await inner.DeleteAsync(request, cancellationToken);
    }

    public async Task<IReadOnlyList<ListedRecord>> ListAsync(ListRequest request, CancellationToken cancellationToken)
    {
        await CountAsync(nameof(ListAsync), cancellationToken);
        return await inner.ListAsync(request, cancellationToken);
    }

    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        await CountAsync(nameof(ProbeAsync), cancellationToken);
        await inner.ProbeAsync(cancellationToken);
    }

    private Task CountAsync(string call, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref calls);
        return Before(call, cancellationToken);
    }
}
