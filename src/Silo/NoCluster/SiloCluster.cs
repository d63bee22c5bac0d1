namespace Toast.Silo;

/// <summary>Stands in for the cluster where the server is built without Orleans; its settings are refused before.</summary>
internal static class SiloCluster
{
    public const bool IsBuilt = false;

    public const ClusterMode DefaultMode = ClusterMode.None;

    public static ClusterSettings Add(WebApplicationBuilder builder, SiloOptions options) =>
        throw new InvalidOperationException($"{builder.Environment.ApplicationName} was built without Orleans and knows no cluster {options.Cluster.Mode}.");

    public static void Map(WebApplication app, ClusterSettings settings)
    {
        // There is nothing to show.
    }

    public static ToastBuilder Use(ToastBuilder toast) => toast;
}
