using Toast.Testing;

namespace Toast.Conformance.Tests.Sqlite;

public sealed class SqliteRecords : RecordConformance<SqlitePlace>;

public sealed class SqliteConditions : ConditionConformance<SqlitePlace>;

public sealed class SqliteRaces : RaceConformance<SqlitePlace>;

public sealed class SqliteDeletes : DeleteConformance<SqlitePlace>;

public sealed class SqliteBatches : BatchConformance<SqlitePlace>;

public sealed class SqliteListings : ListingConformance<SqlitePlace>;

public sealed class SqliteCounts : CountingConformance<SqlitePlace>;

public sealed class SqliteExpiry : ExpiryConformance<SqlitePlace>;

public sealed class SqliteLifetimes : LifetimeConformance<SqlitePlace>;

public sealed class SqliteModels : ModelConformance<SqlitePlace>;

public sealed class SqliteIdentities : IdentityConformance<SqlitePlace>;

public sealed class SqliteVersions : VersionConformance<SqlitePlace>;

public sealed class SqliteExpiryVerbs : ExpiryVerbConformance<SqlitePlace>;

public sealed class SqliteBulk : BulkConformance<SqlitePlace>;

public sealed class SqliteChildren : ChildConformance<SqlitePlace>;

public sealed class SqliteSchemas : SchemaConformance<SqlitePlace>;

public sealed class SqliteInput : InputConformance<SqlitePlace>;

public sealed class SqliteAbsences : AbsenceConformance<SqlitePlace>;
