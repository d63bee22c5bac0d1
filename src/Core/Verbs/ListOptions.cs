namespace Toast;

/// <summary>Which records a listing gives.</summary>
public sealed record ListOptions
{
    /// <summary>The reference after which the listing goes on, or null to start.</summary>
    public ExternalReference? After { get; init; }

    /// <summary>Only records written at or after this time.</summary>
    public DateTimeOffset? UpdatedSince { get; init; }

    /// <summary>Only records written before this time.</summary>
    public DateTimeOffset? UpdatedBefore { get; init; }

    /// <summary>How many records one page reads from the store, 1 to 10,000.</summary>
    /// <value>Default: 500.</value>
    public int PageSize { get; init; } = 500;
}
