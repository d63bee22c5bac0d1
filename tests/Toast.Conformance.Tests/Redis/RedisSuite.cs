using Toast.Testing;

namespace Toast.Conformance.Tests.Redis;

public sealed class RedisRecords : RecordConformance<RedisPlace>;

public sealed class RedisConditions : ConditionConformance<RedisPlace>;

public sealed class RedisRaces : RaceConformance<RedisPlace>;

public sealed class RedisDeletes : DeleteConformance<RedisPlace>;

public sealed class RedisBatches : BatchConformance<RedisPlace>;

public sealed class RedisListings : ListingConformance<RedisPlace>;

public sealed class RedisCounts : CountingConformance<RedisPlace>;

public sealed class RedisExpiry : ExpiryConformance<RedisPlace>;

public sealed class RedisLifetimes : LifetimeConformance<RedisPlace>;

public sealed class RedisModels : ModelConformance<RedisPlace>;

public sealed class RedisIdentities : IdentityConformance<RedisPlace>;

public sealed class RedisVersions : VersionConformance<RedisPlace>;

public sealed class RedisExpiryVerbs : ExpiryVerbConformance<RedisPlace>;

public sealed class RedisBulk : BulkConformance<RedisPlace>;

public sealed class RedisChildren : ChildConformance<RedisPlace>;

public sealed class RedisSchemas : SchemaConformance<RedisPlace>;

public sealed class RedisInput : InputConformance<RedisPlace>;

public sealed class RedisAbsences : AbsenceConformance<RedisPlace>;
