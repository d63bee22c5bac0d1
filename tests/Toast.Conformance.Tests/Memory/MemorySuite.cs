using Toast.Testing;

namespace Toast.Conformance.Tests.Memory;

public sealed class MemoryRecords : RecordConformance<MemoryPlace>;

public sealed class MemoryConditions : ConditionConformance<MemoryPlace>;

public sealed class MemoryRaces : RaceConformance<MemoryPlace>;

public sealed class MemoryDeletes : DeleteConformance<MemoryPlace>;

public sealed class MemoryBatches : BatchConformance<MemoryPlace>;

public sealed class MemoryListings : ListingConformance<MemoryPlace>;

public sealed class MemoryCounts : CountingConformance<MemoryPlace>;

public sealed class MemoryExpiry : ExpiryConformance<MemoryPlace>;

public sealed class MemoryLifetimes : LifetimeConformance<MemoryPlace>;

public sealed class MemoryModels : ModelConformance<MemoryPlace>;

public sealed class MemoryIdentities : IdentityConformance<MemoryPlace>;

public sealed class MemoryVersions : VersionConformance<MemoryPlace>;

public sealed class MemoryExpiryVerbs : ExpiryVerbConformance<MemoryPlace>;

public sealed class MemoryBulk : BulkConformance<MemoryPlace>;

public sealed class MemoryChildren : ChildConformance<MemoryPlace>;

public sealed class MemorySchemas : SchemaConformance<MemoryPlace>;

public sealed class MemoryInput : InputConformance<MemoryPlace>;

public sealed class MemoryAbsences : AbsenceConformance<MemoryPlace>;
