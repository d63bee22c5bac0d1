using Toast.Testing;

namespace Toast.Conformance.Tests.RedisCluster;

public sealed class RedisClusterRecords : RecordConformance<RedisClusterPlace>;

public sealed class RedisClusterConditions : ConditionConformance<RedisClusterPlace>;

public sealed class RedisClusterRaces : RaceConformance<RedisClusterPlace>;

public sealed class RedisClusterDeletes : DeleteConformance<RedisClusterPlace>;

public sealed class RedisClusterBatches : BatchConformance<RedisClusterPlace>;

public sealed class RedisClusterListings : ListingConformance<RedisClusterPlace>;

public sealed class RedisClusterCounts : CountingConformance<RedisClusterPlace>;

public sealed class RedisClusterExpiry : ExpiryConformance<RedisClusterPlace>;

public sealed class RedisClusterLifetimes : LifetimeConformance<RedisClusterPlace>;

public sealed class RedisClusterModels : ModelConformance<RedisClusterPlace>;

public sealed class RedisClusterIdentities : IdentityConformance<RedisClusterPlace>;

public sealed class RedisClusterVersions : VersionConformance<RedisClusterPlace>;

public sealed class RedisClusterExpiryVerbs : ExpiryVerbConformance<RedisClusterPlace>;

public sealed class RedisClusterBulk : BulkConformance<RedisClusterPlace>;

public sealed class RedisClusterChildren : ChildConformance<RedisClusterPlace>;

public sealed class RedisClusterSchemas : SchemaConformance<RedisClusterPlace>;

public sealed class RedisClusterInput : InputConformance<RedisClusterPlace>;

public sealed class RedisClusterAbsences : AbsenceConformance<RedisClusterPlace>;
