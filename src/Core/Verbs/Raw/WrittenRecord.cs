namespace Toast;

/// <summary>The answer to a raw write.</summary>
/// <param name="Reference">The reference of the record.</param>
/// <param name="Version">The version it has now.</param>
/// <param name="Created">When it was first written (UTC).</param>
/// <param name="Updated">When it was written (UTC).</param>
/// <param name="Expires">When it expires (UTC), or null.</param>
public sealed record WrittenRecord(
    ExternalReference Reference, long Version, DateTimeOffset Created, DateTimeOffset Updated, DateTimeOffset? Expires);
