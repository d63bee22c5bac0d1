using Toast.Engine;

namespace Toast.Client.Engine;

/// <summary>A load that waits to be asked for together with others.</summary>
internal sealed class WarmLoad(RecordKey key, Deadline deadline) : IThreadPoolWorkItem
{
    private readonly TaskCompletionSource<StoredRecord?> completion = new();
    private StoredRecord? found;

    public RecordKey Key { get; } = key;

    public Deadline Deadline { get; } = deadline;

    public Task<StoredRecord?> Task => completion.Task;

    /// <summary>Tells the caller, who goes on as a work item of its own: what it does next may take long.</summary>
    public void Complete(StoredRecord record)
    {
        found = record;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Lets the caller wait for another way.</summary>
    public void Follow(Task<StoredRecord?> other) => _ = FollowAsync(other);

    void IThreadPoolWorkItem.Execute() => completion.SetResult(found);

    private async Task FollowAsync(Task<StoredRecord?> other)
    {
        try
        {
            completion.SetResult(await other.ConfigureAwait(false));
        }
#pragma warning disable CA1031 // The one who waits must hear of it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            completion.SetException(e);
        }
    }
}
