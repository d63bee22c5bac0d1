using System.Diagnostics;

namespace Toast.Engine;

/// <summary>What a caller gave to the queue and waits for.</summary>
/// <param name="deadline">When the caller gives up.</param>
/// <param name="origin">The span of the caller; null while nobody listens.</param>
/// <param name="creation">How those who wait go on.</param>
internal abstract class QueuedWrite<TResult>(Deadline deadline, Activity? origin, TaskCreationOptions creation)
{
    private readonly TaskCompletionSource<TResult> completion = new(creation);

    public Deadline Deadline { get; } = deadline;

    /// <summary>The span of the caller; null while nobody listens.</summary>
    public Activity? Origin { get; } = origin;

    /// <summary>The record it is about, for messages; null for several.</summary>
    public abstract RecordKey? Key { get; }

    public Task<TResult> Task => completion.Task;

    /// <summary>Set under the queue's lock when a flush takes it. While the store is being opened it can still be given up.</summary>
    public bool Taken { get; set; }

    /// <summary>Set under the queue's lock when it goes to the backend; from then on its outcome is the store's.</summary>
    public bool Sent { get; set; }

    /// <summary>Set under the queue's lock when the caller gave up before it was sent.</summary>
    public bool Abandoned { get; set; }

    /// <summary>It no longer waits.</summary>
    public abstract void Leave(WriteLimits limits);

    public void Complete(TResult result) => completion.TrySetResult(result);

    public void Fail(Exception failure) => completion.TrySetException(failure);
}
