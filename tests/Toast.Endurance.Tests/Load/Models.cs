namespace Toast.Endurance.Tests.Load;

/// <summary>Written by whoever comes, deleted and made again; the last write wins.</summary>
[External("main")]
public sealed class Parcel : Content;

/// <summary>Compares the version it was restored with. Deleted and made again as well.</summary>
[External("main", Concurrency = ConcurrencyMode.Optimistic)]
public sealed class Contract : Content;

/// <summary>Raised by one with <c>UpdateAsync</c>, and nothing else.</summary>
[External("main")]
public sealed class Tally : Content;
