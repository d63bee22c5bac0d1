namespace Orders.Engines;

/// <summary>Stands in for the cluster where the sample is built without Orleans.</summary>
internal static class ClusterEngine
{
    public static void Add(WebApplicationBuilder builder) => throw new InvalidOperationException(
        $"{builder.Environment.ApplicationName} was built without Orleans, and knows no cluster. Set Toast:Engine to embedded.");
}
