using System.Diagnostics;

namespace Toast.Engine;

/// <summary>
/// Writes that came together and go together, as they are. No other write of their records can be waiting: nobody knows the ids yet, or whoever brought these
/// holds the others back.
/// </summary>
internal sealed class WriteBatch(IReadOnlyList<SaveRequest> requests, Deadline deadline)
{
    private readonly TaskCompletionSource<IReadOnlyList<SaveResult>> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<SaveRequest> Requests { get; } = requests;

    public long Bytes { get; } = requests.Sum(request => (long)request.Data.Length);

    /// <summary>True if all are of records that nobody else can write yet, for which stores may have a quicker way.</summary>
    public bool AreNew { get; } = requests.All(request => request is { IsNewId: true, IsRepeat: false });

    public Deadline Deadline { get; } = deadline;

    /// <summary>The span of the caller; null while nobody listens.</summary>
    public Activity? Origin { get; } = ToastTelemetry.Source.HasListeners() ? Activity.Current : null;

    public Task<IReadOnlyList<SaveResult>> Task => completion.Task;

    /// <summary>Set under the queue's lock when a flush takes the writes. While the store is being opened they can still be given up.</summary>
    public bool Taken { get; set; }

    /// <summary>Set under the queue's lock when the writes go to the backend; from then on their outcome is the store's.</summary>
    public bool Sent { get; set; }

    /// <summary>Set under the queue's lock when the caller gave up before they were sent.</summary>
    public bool Abandoned { get; set; }

    public void Complete(IReadOnlyList<SaveResult> results) => completion.TrySetResult(results);

    public void Fail(Exception failure) => completion.TrySetException(failure);
}
