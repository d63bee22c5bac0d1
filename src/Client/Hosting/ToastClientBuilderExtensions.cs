using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Toast;
using Toast.Client.Hosting;

#pragma warning disable IDE0130 // Registration stands in the namespace that apps already import.
namespace Orleans.Hosting;
#pragma warning restore IDE0130

/// <summary>Registers Toast with an Orleans client.</summary>
public static class ToastClientBuilderExtensions
{
    /// <summary>How often the client looks for new silos; Orleans' own minute would leave them idle for long.</summary>
    private static readonly TimeSpan GatewayRefresh = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Registers <see cref="IToast"/> on the cluster that this client connects to. A cluster that cannot be reached stops the start of the host after
    /// <paramref name="connectTimeout"/>, with a message that names the cluster and the service.
    /// </summary>
    /// <param name="builder">The client builder.</param>
    /// <param name="configure">Adds models and options.</param>
    /// <param name="connectTimeout">How long the start waits for the cluster. Default: 30 s.</param>
    /// <returns>The client builder.</returns>
    public static IClientBuilder AddToastClient(this IClientBuilder builder, Action<ToastBuilder>? configure = null, TimeSpan? connectTimeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddToast(toast =>
        {
            toast.UseCluster();
            configure?.Invoke(toast);
        });
        builder.Services.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = GatewayRefresh);
        builder.Services.AddSingleton<IClientConnectionRetryFilter>(services => ActivatorUtilities.CreateInstance<ConnectPatience>(
            services, connectTimeout ?? ConnectPatience.Default, services.GetService<TimeProvider>() ?? TimeProvider.System));
        return builder;
    }
}
