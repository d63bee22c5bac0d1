using Microsoft.Extensions.DependencyInjection;
using Toast.Client.Engine;
using Toast.Registry;

#pragma warning disable IDE0130 // Registration stands in the namespace that apps already import.
namespace Toast;
#pragma warning restore IDE0130

/// <summary>Moves an app's models from the embedded engine onto a cluster.</summary>
public static class ToastClusterExtensions
{
    /// <summary>
    /// Has the records carried by the cluster that this host is a client or a silo of: each record is a grain, and the silos decide where a class lives.
    /// Of the stores that are configured here only the names are sent, never a URL; a model whose mark holds a URL must be mapped to a store on the silo.
    /// </summary>
    /// <param name="builder">The builder, inside <c>services.AddToast(...)</c>.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="StorageValidationException">
    /// Thrown by <see cref="ToastBuilder.Build"/> where there is no container, or no Orleans client in it (<see cref="ErrorCodes.InvalidConfiguration"/>).
    /// </exception>
    public static ToastBuilder UseCluster(this ToastBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.UseEngine(setup => new ClusterStores(
            builder.Services?.GetService<IGrainFactory>() ?? throw ConfigurationError.Of(
                ErrorCodes.InvalidConfiguration,
                "UseCluster found no Orleans client. Call it inside services.AddToast(...) of a host that has UseOrleans or UseOrleansClient, "
                + "or pass the client: UseCluster(client)."),
            setup));
    }

    /// <inheritdoc cref="UseCluster(ToastBuilder)"/>
    /// <param name="builder">The builder.</param>
    /// <param name="grains">The client of the cluster, such as an <see cref="IClusterClient"/>. The caller keeps and disposes it.</param>
    public static ToastBuilder UseCluster(this ToastBuilder builder, IGrainFactory grains)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(grains);
        return builder.UseEngine(setup => new ClusterStores(grains, setup));
    }
}
