namespace Toast;

/// <summary>What one validate does differently.</summary>
public sealed record ValidateOptions
{
    /// <summary>Asks for the store's current content, past anything held in memory. The embedded engine always reads the store.</summary>
    public bool Fresh { get; init; }

    /// <summary>The name of the store to read instead of the model's own, and nowhere else. Children are read from their own stores.</summary>
    public string? Source { get; init; }

    /// <summary>Puts null in the place of a child whose record is missing, instead of failing, so that the rest can be repaired.</summary>
    public bool AllowDangling { get; init; }

    /// <summary>The deadline of the call, retries included; null for the default of the host (10 s).</summary>
    public TimeSpan? Timeout { get; init; }
}
