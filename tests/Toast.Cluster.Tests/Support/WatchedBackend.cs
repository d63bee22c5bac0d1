namespace Toast.Cluster.Tests.Support;

/// <summary>A store in memory, shared by all silos, that counts what reaches it and can be told to fail before or after it did what it was asked.</summary>
internal sealed class WatchedBackend()
    : StorageBackend(StorageUrl.Parse("memory://")), ISupportsConditionalSave, ISupportsBatch, ISupportsDelete, ISupportsListing, ISupportsExpiry, ISupportsProbe
{
    private MemoryBackend inner = new(StorageUrl.Parse("memory://"));
    private int writes;
    private int reads;

    /// <summary>How many records were written.</summary>
    public int Writes => writes;

    /// <summary>How many records were read.</summary>
    public int Reads => reads;

    /// <summary>The store itself, to change it behind everybody's back.</summary>
    public MemoryBackend Inner => inner;

    /// <summary>Runs before each write.</summary>
    public Func<SaveRequest, Task> BeforeWrite { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs after each write was done.</summary>
    public Func<SaveRequest, Task> AfterWrite { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs before each read.</summary>
    public Func<RecordKey, Task> BeforeRead { get; set; } = _ => Task.CompletedTask;

    /// <summary>Loses everything that was stored.</summary>
    public void Wipe() => inner = new MemoryBackend(StorageUrl.Parse("memory://"));

    public TimeSpan? SweepInterval => null;

    public override Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task DisconnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task SaveAsync(StoredRecord record, CancellationToken cancellationToken) => inner.SaveAsync(record, cancellationToken);

    public override async Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref reads);
        await BeforeRead(key);
        return await inner.LoadAsync(key, cancellationToken);
    }

    public async Task<SaveResult> SaveAsync(SaveRequest request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref writes);
        await BeforeWrite(request);
        SaveResult result = await inner.SaveAsync(request, cancellationToken);
        await AfterWrite(request);
        return result;
    }

    public async Task<IReadOnlyList<SaveResult>> SaveManyAsync(IReadOnlyList<SaveRequest> requests, CancellationToken cancellationToken)
    {
        var results = new List<SaveResult>();
        foreach (SaveRequest request in requests)
        {
            results.Add(await SaveAsync(request, cancellationToken));
        }

        return results;
    }

    public async Task<IReadOnlyList<StoredRecord?>> LoadManyAsync(IReadOnlyList<RecordKey> keys, CancellationToken cancellationToken)
    {
        var records = new List<StoredRecord?>();
        foreach (RecordKey key in keys)
        {
            records.Add(await LoadAsync(key, cancellationToken));
        }

        return records;
    }

    public Task<DeleteResult> DeleteAsync(DeleteRequest request, CancellationToken cancellationToken) => inner.DeleteAsync(request, cancellationToken);

    public Task<IReadOnlyList<ListedRecord>> ListAsync(ListRequest request, CancellationToken cancellationToken) => inner.ListAsync(request, cancellationToken);

    public Task<int> SweepAsync(CancellationToken cancellationToken) => inner.SweepAsync(cancellationToken);

    public Task ProbeAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
