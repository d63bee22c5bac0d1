namespace Toast.Grains.Records;

/// <summary>How long a grain may go on believing what it remembers.</summary>
/// <param name="Freshness">How long after the store was last seen; zero to ask it each time.</param>
/// <param name="Doubt">How long after a write without an answer every load asks the store: the write may still arrive.</param>
internal sealed record WarmSettings(TimeSpan Freshness, TimeSpan Doubt);
