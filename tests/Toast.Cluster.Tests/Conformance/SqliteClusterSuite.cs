using Toast.Conformance.Tests.Sqlite;
using Toast.Testing;

namespace Toast.Cluster.Tests.Conformance;

public sealed class SqliteClusterPlace : ClusterPlace<SqlitePlace>;

public sealed class SqliteClusterModels : ModelConformance<SqliteClusterPlace>;

public sealed class SqliteClusterIdentities : IdentityConformance<SqliteClusterPlace>;

public sealed class SqliteClusterVersions : VersionConformance<SqliteClusterPlace>;

public sealed class SqliteClusterExpiryVerbs : ExpiryVerbConformance<SqliteClusterPlace>;

public sealed class SqliteClusterBulk : BulkConformance<SqliteClusterPlace>;

public sealed class SqliteClusterChildren : ChildConformance<SqliteClusterPlace>;

public sealed class SqliteClusterSchemas : SchemaConformance<SqliteClusterPlace>;

public sealed class SqliteClusterInput : InputConformance<SqliteClusterPlace>;

public sealed class SqliteClusterAbsences : AbsenceConformance<SqliteClusterPlace>;
