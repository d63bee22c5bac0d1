namespace Toast;

/// <summary>What is known of a record besides its data. All times are UTC.</summary>
/// <param name="Version">The version: 1 at the first write, one more at each acknowledged write.</param>
/// <param name="SchemaVersion">The declared version of the shape of the data.</param>
/// <param name="Created">When the record was first written.</param>
/// <param name="Updated">When the record was last written.</param>
/// <param name="Expires">When the record expires, or null if it does not.</param>
public sealed record RecordInfo(long Version, int SchemaVersion, DateTimeOffset Created, DateTimeOffset Updated, DateTimeOffset? Expires);
