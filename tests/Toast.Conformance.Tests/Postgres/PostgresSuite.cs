using Toast.Testing;

namespace Toast.Conformance.Tests.Postgres;

public sealed class PostgresRecords : RecordConformance<PostgresPlace>;

public sealed class PostgresConditions : ConditionConformance<PostgresPlace>;

public sealed class PostgresRaces : RaceConformance<PostgresPlace>;

public sealed class PostgresDeletes : DeleteConformance<PostgresPlace>;

public sealed class PostgresBatches : BatchConformance<PostgresPlace>;

public sealed class PostgresListings : ListingConformance<PostgresPlace>;

public sealed class PostgresCounts : CountingConformance<PostgresPlace>;

public sealed class PostgresExpiry : ExpiryConformance<PostgresPlace>;

public sealed class PostgresLifetimes : LifetimeConformance<PostgresPlace>;

public sealed class PostgresModels : ModelConformance<PostgresPlace>;

public sealed class PostgresIdentities : IdentityConformance<PostgresPlace>;

public sealed class PostgresVersions : VersionConformance<PostgresPlace>;

public sealed class PostgresExpiryVerbs : ExpiryVerbConformance<PostgresPlace>;

public sealed class PostgresBulk : BulkConformance<PostgresPlace>;

public sealed class PostgresChildren : ChildConformance<PostgresPlace>;

public sealed class PostgresSchemas : SchemaConformance<PostgresPlace>;

public sealed class PostgresInput : InputConformance<PostgresPlace>;

public sealed class PostgresAbsences : AbsenceConformance<PostgresPlace>;
