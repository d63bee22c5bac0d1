using Toast;

namespace Orders.Engines;

/// <summary>Stands in for the cluster where the sample is built without Orleans.</summary>
internal static class ClusterEngine
{
    public static void Add(WebApplicationBuilder builder, Action<ToastBuilder> addModels) =>
        throw new InvalidOperationException("This app was built without Orleans, and knows no cluster. Set Toast:Engine to embedded.");
}
