namespace Toast.Grains.Tests.Support;

/// <summary>A store in memory whose first write waits for the test, and that counts how often it is called to write.</summary>
internal sealed class GatedBackend() : StorageBackend(StorageUrl.Parse("memory://")), ISupportsBatch, ISupportsConditionalSave, ISupportsDelete
{
    private readonly MemoryBackend inner = new(StorageUrl.Parse("memory://"));
    private readonly TaskCompletionSource waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int flushes;

    public int Flushes => flushes;

    /// <summary>Ends when the first write has come.</summary>
    public Task Waiting => waiting.Task;

    public void Open() => gate.SetResult();

    public override Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task DisconnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task SaveAsync(StoredRecord record, CancellationToken cancellationToken) => inner.SaveAsync(record, cancellationToken);

    public override Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken) => inner.LoadAsync(key, cancellationToken);

    public async Task<SaveResult> SaveAsync(SaveRequest request, CancellationToken cancellationToken)
    {
        await PassAsync();
        return await inner.SaveAsync(request, cancellationToken);
    }

    public async Task<IReadOnlyList<SaveResult>> SaveManyAsync(IReadOnlyList<SaveRequest> requests, CancellationToken cancellationToken)
    {
        await PassAsync();
        return await inner.SaveManyAsync(requests, cancellationToken);
    }

    public Task<IReadOnlyList<StoredRecord?>> LoadManyAsync(IReadOnlyList<RecordKey> keys, CancellationToken cancellationToken) =>
        inner.LoadManyAsync(keys, cancellationToken);

    public Task<DeleteResult> DeleteAsync(DeleteRequest request, CancellationToken cancellationToken) => inner.DeleteAsync(request, cancellationToken);

    private Task PassAsync()
    {
        Interlocked.Increment(ref flushes);
        waiting.TrySetResult();
        return gate.Task;
    }
}
