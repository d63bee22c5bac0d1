using System.Diagnostics;

namespace Toast.Engine;

/// <summary>
/// One caller's write on its way. Writes to one record that wait for each other form a group, linked from oldest to newest; the newest living
/// one is what is written, and it stands for all of them.
/// </summary>
internal sealed class PendingWrite(SaveRequest request, Deadline deadline, Activity? origin)
{
    private readonly TaskCompletionSource<SaveResult> completion = new();

    public SaveRequest Request { get; } = request;

    public Deadline Deadline { get; } = deadline;

    /// <summary>The span of the caller; null while nobody listens.</summary>
    public Activity? Origin { get; } = origin;

    public Task<SaveResult> Task => completion.Task;

    /// <summary>The next newer write of the same group.</summary>
    public PendingWrite? Newer { get; set; }

    /// <summary>On the oldest of a group: the newest.</summary>
    public PendingWrite? Newest { get; set; }

    /// <summary>On the oldest of a group: the oldest of the next group for the same record.</summary>
    public PendingWrite? NextGroup { get; set; }

    /// <summary>Set under the queue's lock when a flush takes the write. While the store is being opened it can still be given up.</summary>
    public bool Taken { get; set; }

    /// <summary>Set under the queue's lock when the write goes to the backend; from then on its outcome is the store's.</summary>
    public bool Sent { get; set; }

    /// <summary>Set under the queue's lock when the caller gave up before it was sent.</summary>
    public bool Abandoned { get; set; }

    /// <summary>
    /// True if a later write may stand for this one as well: neither compares a version, and what the earlier one needs of the record, the group
    /// as a whole still needs. A write of an older build never stands for one of a newer build, whose members it does not know.
    /// </summary>
    public bool CanBeFollowedBy(SaveRequest later) =>
        !Request.IsRepeat && !later.IsRepeat && later.SchemaVersion >= Request.SchemaVersion
        && (Request.Condition.Kind, later.Condition.Kind) is
            (SaveConditionKind.Any, SaveConditionKind.Any)
            or (SaveConditionKind.Any, SaveConditionKind.Exists)
            or (SaveConditionKind.Exists, SaveConditionKind.Exists);

    public void Complete(SaveResult result) => completion.TrySetResult(result);

    public void Fail(Exception failure) => completion.TrySetException(failure);
}
