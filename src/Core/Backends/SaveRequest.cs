namespace Toast;

/// <summary>A write that a store decides itself: it compares the condition, counts the version and sets the times in one step.</summary>
public sealed record SaveRequest
{
    /// <summary>Class name and id.</summary>
    public required RecordKey Key { get; init; }

    /// <summary>The model data as one UTF-8 JSON value. Nobody changes the bytes until the write has ended.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>The declared version of the shape of the data, from 1.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>What must hold in the store.</summary>
    public SaveCondition Condition { get; init; }

    /// <summary>
    /// By how much the version rises: the number of dumps that this write stands for, from 1. A created record has this number as its version.
    /// </summary>
    public int Increment { get; init; } = 1;

    /// <summary>How long the record lives from this write on, by the clock of the store where it has one; null means for ever.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>
    /// The id of this write. If the stored record already carries it, the store answers <see cref="SaveStatus.Saved"/> with what is stored and
    /// changes nothing: the write had arrived and only its acknowledgement was lost.
    /// </summary>
    public required Guid WriteId { get; init; }

    /// <summary>
    /// True when the id was made for this write and was never sent before, so that a store without conditional save need not look whether a
    /// record exists.
    /// </summary>
    internal bool IsNewId { get; init; }

    /// <summary>
    /// True when an earlier write with this id may have reached the store. It is sent alone: the store may find it done, and that answer holds for
    /// no other write.
    /// </summary>
    internal bool IsRepeat { get; init; }
}
