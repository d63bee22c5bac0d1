using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Toast;

#pragma warning disable IDE0130 // Registration stands in the namespace that apps already import.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Registers Toast with dependency injection.</summary>
public static class ToastServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="IToast"/> as a singleton. The set-up is checked when the host starts; all mistakes are reported together. Several
    /// calls add up. The host flushes and closes the engine when it stops.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Adds stores, backends and models.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddToast(this IServiceCollection services, Action<ToastBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddToast((_, builder) => configure?.Invoke(builder));
    }

    /// <inheritdoc cref="AddToast(IServiceCollection, Action{ToastBuilder}?)"/>
    public static IServiceCollection AddToast(this IServiceCollection services, Action<IServiceProvider, ToastBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddSingleton(new ToastConfiguration(configure));
        services.TryAddSingleton(Build);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ToastHostedService>());
        return services;
    }

    private static IToast Build(IServiceProvider services)
    {
        var builder = new ToastBuilder { Services = services };
        builder.UseLogging(services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance);
        if (services.GetService<TimeProvider>() is { } time)
        {
            builder.UseTime(time);
        }

        foreach (ToastConfiguration configuration in services.GetServices<ToastConfiguration>())
        {
            configuration.Configure(services, builder);
        }

        return builder.Build();
    }
}
