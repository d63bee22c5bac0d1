using System.Diagnostics;

namespace Toast.Engine;

/// <summary>
/// Writes that came together and go together, as they are. No other write of their records can be waiting: nobody knows the ids yet, or whoever brought these
/// holds the others back.
/// </summary>
internal sealed class WriteBatch(IReadOnlyList<SaveRequest> requests, Deadline deadline, Activity? origin)
{
    private readonly TaskCompletionSource<IReadOnlyList<SaveResult>> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<SaveRequest> Requests { get; } = requests;

    public long Bytes { get; } = requests.Sum(request => (long)request.Data.Length);

    public Deadline Deadline { get; } = deadline;

    /// <summary>The span of the caller; null while nobody listens.</summary>
    public Activity? Origin { get; } = origin;

    public Task<IReadOnlyList<SaveResult>> Task => completion.Task;

    /// <summary>Set under the queue's lock when a flush takes the writes. While the store is being opened they can still be given up.</summary>
    public bool Taken { get; set; }

    /// <summary>Set under the queue's lock when the writes go to the backend; from then on their outcome is the store's.</summary>
    public bool Sent { get; set; }

    /// <summary>Set under the queue's lock when the caller gave up before they were sent.</summary>
    public bool Abandoned { get; set; }

    public void End(IReadOnlyList<SaveResult>? results, Exception? failure)
    {
        if (failure is null)
        {
            completion.TrySetResult(results!);
        }
        else
        {
            completion.TrySetException(failure);
        }
    }
}
