namespace Toast;

/// <summary>What one delete does differently.</summary>
public sealed record DeleteOptions
{
    /// <summary>The version the record must have in the store; null deletes any version.</summary>
    public long? ExpectedVersion { get; init; }

    /// <summary>The deadline of the call, retries included; null for the default of the host (10 s).</summary>
    public TimeSpan? Timeout { get; init; }
}
