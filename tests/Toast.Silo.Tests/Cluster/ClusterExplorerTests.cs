using Toast.Silo.Tests.Explorer;

namespace Toast.Silo.Tests.Cluster;

[Collection(ClusterCollection.Name)]
public sealed class ClusterExplorerTests(ClusterServer server) : ExplorerDataTests(server);
