using Toast.Client.Wire;

namespace Toast.Grains.Records;

/// <summary>What a grain remembers of its record. One object, so that other threads see all of it or nothing.</summary>
/// <param name="Record">The content, as the store had it.</param>
/// <param name="SeenAt">When the store was known to have it, as a time stamp of the clock.</param>
internal sealed record WarmRecord(WireRecord Record, long SeenAt);
