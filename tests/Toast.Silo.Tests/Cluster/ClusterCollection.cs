namespace Toast.Silo.Tests.Cluster;

/// <summary>The tests that share one silo.</summary>
[CollectionDefinition(Name)]
public sealed class ClusterCollection : ICollectionFixture<ClusterServer>
{
    public const string Name = "Cluster";
}
