namespace Toast;

/// <summary>What one dump does differently from the model's own settings.</summary>
public sealed record DumpOptions
{
    /// <summary>
    /// The version the record must have in the store; 0 means that it must not exist yet. Null leaves the decision to the model's
    /// <see cref="ConcurrencyMode"/>.
    /// </summary>
    public long? ExpectedVersion { get; init; }

    /// <summary>How long the record lives from this dump on, from 1 ms; null for the model's own <see cref="ExternalAttribute.TimeToLive"/>.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>Stores the instance again under its id when its record is gone, instead of failing with <see cref="RecordNotFoundException"/>.</summary>
    public bool Recreate { get; init; }

    /// <summary>The deadline of the call, retries included; null for the default of the host (10 s).</summary>
    public TimeSpan? Timeout { get; init; }
}
