namespace Toast.Silo;

/// <summary>Stands in for the cluster where the server is built without Orleans.</summary>
internal static class SiloCluster
{
    public const bool IsBuilt = false;

    public const ClusterMode DefaultMode = ClusterMode.None;

    public static void Add(WebApplicationBuilder builder, SiloOptions options) =>
        throw new InvalidOperationException($"The settings let a cluster of {options.Cluster.Mode} pass on {builder.Environment.ApplicationName}.");

    public static ToastBuilder Use(ToastBuilder toast) => toast;

    public static string Describe(SiloOptions options) => "";
}
