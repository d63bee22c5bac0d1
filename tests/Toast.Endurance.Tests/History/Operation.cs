namespace Toast.Endurance.Tests.History;

/// <summary>
/// One operation on one record as its caller saw it. A caller who repeats a call whose outcome is unknown, with the same instance and the same
/// content, makes one operation of all its tries.
/// </summary>
internal sealed record Operation
{
    public required OperationKind Kind { get; init; }

    /// <summary>When the first try began, by one clock for all callers.</summary>
    public required long Start { get; init; }

    /// <summary>When the last answer came.</summary>
    public required long End { get; init; }

    public required Outcome Outcome { get; init; }

    /// <summary>A write: its own content stamp. A read: the stamp it found. 0 where there is none, and where only version and times were read.</summary>
    public long Stamp { get; init; }

    /// <summary>The state a write was told it made, or a read found; null for a read that found nothing, and where no answer came.</summary>
    public Place? Place { get; init; }

    /// <summary>An acknowledged conditional write: the version it compared with, 0 for "must not exist".</summary>
    public long Expected { get; init; }

    /// <summary>An acknowledged conditional write: the life it compared with, or null if it named a version only.</summary>
    public long? ExpectedLife { get; init; }

    /// <summary>The counter in the content; only looked at for records that are counters.</summary>
    public long Count { get; init; }

    /// <summary>A read: true if the content was not what any writer makes.</summary>
    public bool IsTorn { get; init; }

    /// <summary>How many tries of a write, the last one not counted, ended without an answer.</summary>
    public int LostTries { get; init; }

    public bool IsWrite => Kind is OperationKind.Write or OperationKind.ConditionalWrite;

    /// <summary>True if the operation proves that the record was in the state of <see cref="Place"/> at one moment of its span.</summary>
    public bool IsEvidence => Outcome == Outcome.Acknowledged && Place is not null;

    /// <summary>True if the operation proves that there was no record at one moment of its span.</summary>
    public bool FoundNothing => Outcome == Outcome.Acknowledged && Place is null && Kind is OperationKind.Read or OperationKind.Delete;

    /// <summary>The last moment at which the operation may have had its effect.</summary>
    public long LatestEffect => Outcome == Outcome.Unknown ? long.MaxValue : End;

    /// <summary>True if the operation may have removed the record.</summary>
    public bool MayDelete => Kind == OperationKind.Delete && Outcome != Outcome.Refused;

    public override string ToString() =>
        $"{Kind} {Outcome} [{Start}..{End}] stamp {Stamp}{(Place is { } place ? $", {place}" : "")}{(LostTries > 0 ? $", {LostTries} lost tries" : "")}";
}
