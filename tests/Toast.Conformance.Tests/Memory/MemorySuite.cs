using Toast.Testing;

namespace Toast.Conformance.Tests.Memory;

public sealed class MemoryRecords : RecordConformance<MemoryPlace>;

public sealed class MemoryConditions : ConditionConformance<MemoryPlace>;

public sealed class MemoryRaces : RaceConformance<MemoryPlace>;

public sealed class MemoryDeletes : DeleteConformance<MemoryPlace>;

public sealed class MemoryBatches : BatchConformance<MemoryPlace>;

public sealed class MemoryListings : ListingConformance<MemoryPlace>;

public sealed class MemoryExpiry : ExpiryConformance<MemoryPlace>;

public sealed class MemoryLifetimes : LifetimeConformance<MemoryPlace>;
