using Toast.Silo.Tests.Records;

namespace Toast.Silo.Tests.Cluster;

[Collection(ClusterCollection.Name)]
public sealed class ClusterHeaderTests(ClusterServer server) : HeaderTests(server);
