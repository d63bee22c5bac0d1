namespace Orders.Engines;

/// <summary>The app as a client of a cluster, which section Orleans of the configuration names.</summary>
internal static class ClusterEngine
{
    public static void Add(WebApplicationBuilder builder) => builder.UseOrleansClient(client => client.AddToastClient());
}
