using Toast.Conformance.Tests.Postgres;
using Toast.Testing;

namespace Toast.Cluster.Tests.Conformance;

public sealed class PostgresClusterPlace : ClusterPlace<PostgresPlace>;

public sealed class PostgresClusterModels : ModelConformance<PostgresClusterPlace>;

public sealed class PostgresClusterIdentities : IdentityConformance<PostgresClusterPlace>;

public sealed class PostgresClusterVersions : VersionConformance<PostgresClusterPlace>;

public sealed class PostgresClusterExpiryVerbs : ExpiryVerbConformance<PostgresClusterPlace>;

public sealed class PostgresClusterBulk : BulkConformance<PostgresClusterPlace>;

public sealed class PostgresClusterChildren : ChildConformance<PostgresClusterPlace>;

public sealed class PostgresClusterSchemas : SchemaConformance<PostgresClusterPlace>;

public sealed class PostgresClusterInput : InputConformance<PostgresClusterPlace>;

public sealed class PostgresClusterAbsences : AbsenceConformance<PostgresClusterPlace>;
