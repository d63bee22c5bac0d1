namespace Toast.Verbs.Dumping;

/// <summary>How a dump ended.</summary>
/// <param name="Reference">The reference, with the current class name.</param>
/// <param name="Version">The version the record has now.</param>
internal readonly record struct Dumped(ExternalReference Reference, long Version);
