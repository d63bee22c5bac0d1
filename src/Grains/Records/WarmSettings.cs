namespace Toast.Grains.Records;

/// <summary>How long a grain may go on believing what it remembers, and how many may.</summary>
/// <param name="Freshness">How long after the store was last seen; zero to ask it each time.</param>
/// <param name="Doubt">How long after a write without an answer every load asks the store: the write may still arrive.</param>
/// <param name="Settling">How long after silos came or went every load asks the store: a record may have two grains.</param>
/// <param name="MaxRecords">How many records a silo remembers; beyond that those leave that were not used for long.</param>
internal sealed record WarmSettings(TimeSpan Freshness, TimeSpan Doubt, TimeSpan Settling, int MaxRecords);
