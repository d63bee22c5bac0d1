using Toast.Testing;

namespace Toast.Conformance.Tests.Sqlite;

public sealed class SqliteRecords : RecordConformance<SqlitePlace>;

public sealed class SqliteConditions : ConditionConformance<SqlitePlace>;

public sealed class SqliteRaces : RaceConformance<SqlitePlace>;

public sealed class SqliteDeletes : DeleteConformance<SqlitePlace>;

public sealed class SqliteBatches : BatchConformance<SqlitePlace>;

public sealed class SqliteListings : ListingConformance<SqlitePlace>;

public sealed class SqliteExpiry : ExpiryConformance<SqlitePlace>;

public sealed class SqliteLifetimes : LifetimeConformance<SqlitePlace>;
