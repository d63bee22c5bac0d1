using System.Diagnostics;

namespace Toast.Engine;

/// <summary>
/// One caller's write on its way. Writes to one record that wait for each other form a group, linked from oldest to newest; the newest living
/// one is what is written, and it stands for all of them.
/// </summary>
internal sealed class PendingWrite(SaveRequest request, Deadline deadline, Activity? origin)
    : QueuedWrite<SaveResult>(deadline, origin, TaskCreationOptions.None)
{
    public SaveRequest Request { get; } = request;

    public override RecordKey? Key => Request.Key;

    /// <summary>The next newer write of the same group.</summary>
    public PendingWrite? Newer { get; set; }

    /// <summary>On the oldest of a group: the newest.</summary>
    public PendingWrite? Newest { get; set; }

    /// <summary>On the oldest of a group: the oldest of the next group for the same record.</summary>
    public PendingWrite? NextGroup { get; set; }

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

    public override void Leave(WriteLimits limits) => limits.Leave(Request);
}
