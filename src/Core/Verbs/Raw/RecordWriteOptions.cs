namespace Toast;

/// <summary>What one write of a raw record does differently.</summary>
public sealed record RecordWriteOptions
{
    /// <summary>The version the record must have; 0 means that it must not exist; null writes over any.</summary>
    public long? ExpectedVersion { get; init; }

    /// <summary>How long the record lives from this write on, from 1 ms; null means for ever.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>The schema version to store with the data, from 1.</summary>
    /// <value>Default: 1.</value>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The deadline of the call; null for the default of the host (10 s).</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>True if the caller never changes the bytes again, so that they need not be copied.</summary>
    internal bool HandsOver { get; init; }
}
