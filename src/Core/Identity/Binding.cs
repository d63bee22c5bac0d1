namespace Toast;

/// <summary>What is known of the record an instance belongs to. Immutable, so that dumps running at the same time never see half of a change.</summary>
/// <param name="Reference">The reference, with the current class name.</param>
/// <param name="Key">The key the record is stored under.</param>
/// <param name="Version">The version the instance was restored or last dumped with.</param>
/// <param name="Created">When the record was first written; tells it from one that was deleted and made again.</param>
/// <param name="Content">A hash of the content as last restored or dumped; null if it is not known.</param>
internal sealed record Binding(ExternalReference Reference, RecordKey Key, long Version, DateTimeOffset Created, UInt128? Content);
