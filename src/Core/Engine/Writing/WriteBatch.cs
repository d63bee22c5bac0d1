using System.Diagnostics;

namespace Toast.Engine;

/// <summary>New records that came together and are written together, as they are: nobody knows their ids, so no other write of theirs can be waiting.</summary>
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
