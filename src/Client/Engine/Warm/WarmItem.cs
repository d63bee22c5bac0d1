using Toast.Engine;

namespace Toast.Client.Engine;

/// <summary>The call of one caller, which waits to go together with others.</summary>
internal abstract class WarmItem<TResult>(RecordKey key, Deadline deadline) : TaskCompletionSource<TResult>, IThreadPoolWorkItem
{
    public RecordKey Key { get; } = key;

    public Deadline Deadline { get; } = deadline;

    /// <summary>What to tell the caller.</summary>
    protected abstract TResult Answer { get; }

    /// <summary>Lets the caller wait for another way.</summary>
    public void Follow(Task<TResult> other) => _ = FollowAsync(other);

    void IThreadPoolWorkItem.Execute() => SetResult(Answer);

    /// <summary>Tells the caller, who goes on as a work item of its own: what it does next may take long.</summary>
    protected void Tell() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    private async Task FollowAsync(Task<TResult> other)
    {
        try
        {
            SetResult(await other.ConfigureAwait(false));
        }
#pragma warning disable CA1031 // The one who waits must hear of it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            SetException(e);
        }
    }
}
