namespace Toast.Silo.Tests.Cluster;

/// <summary>The whole server in this process, whose records are carried by the grains of a cluster of one silo.</summary>
public sealed class ClusterServer : SiloServer
{
    public ClusterServer()
        : base("--Toast:Cluster:Mode", "local")
    {
    }
}
