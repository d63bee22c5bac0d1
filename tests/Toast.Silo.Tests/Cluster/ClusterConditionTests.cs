using Toast.Silo.Tests.Records;

namespace Toast.Silo.Tests.Cluster;

[Collection(ClusterCollection.Name)]
public sealed class ClusterConditionTests(ClusterServer server) : ConditionTests(server);
