using Toast.Testing;

namespace Toast.Cluster.Tests.Conformance;

public sealed class MemoryClusterPlace : ClusterPlace<MemoryPlace>;

public sealed class MemoryClusterModels : ModelConformance<MemoryClusterPlace>;

public sealed class MemoryClusterIdentities : IdentityConformance<MemoryClusterPlace>;

public sealed class MemoryClusterVersions : VersionConformance<MemoryClusterPlace>;

public sealed class MemoryClusterExpiryVerbs : ExpiryVerbConformance<MemoryClusterPlace>;

public sealed class MemoryClusterBulk : BulkConformance<MemoryClusterPlace>;

public sealed class MemoryClusterChildren : ChildConformance<MemoryClusterPlace>;

public sealed class MemoryClusterSchemas : SchemaConformance<MemoryClusterPlace>;

public sealed class MemoryClusterInput : InputConformance<MemoryClusterPlace>;

public sealed class MemoryClusterAbsences : AbsenceConformance<MemoryClusterPlace>;
