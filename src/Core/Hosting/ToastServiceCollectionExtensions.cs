using Microsoft.Extensions.Configuration;
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

    /// <summary>
    /// Registers <see cref="IToast"/> as <see cref="AddToast(IServiceCollection, Action{ToastBuilder}?)"/> does, set up from configuration. Settings:
    /// <c>Store</c> (the default store: a URL or the name of a store), <c>Stores:{name}</c> (URLs), <c>Classes:{class}</c> (names of stores),
    /// <c>AcceptedClasses</c> (a list), <c>Limits:{name}</c> for each property of <see cref="EngineOptions"/>, times as <c>00:00:00.250</c>, and <c>Engine</c>:
    /// <c>embedded</c> (the default), or <c>cluster</c>, for which the host connects to a cluster with <c>AddToastClient</c>; a URL in <c>Store</c> is then
    /// passed over, since the silos decide where records are. Settings are compared without case. One that is unknown or cannot be read stops the start of the
    /// host, with a message that names it and shows no value.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The section with the settings; of a whole configuration the section <c>Toast</c> is read.</param>
    /// <param name="configure">Adds stores, backends and models, after the settings.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddToast(
        this IServiceCollection services, IConfiguration configuration, Action<ToastBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddToast((_, builder) =>
        {
            ToastSettings.Apply(configuration, builder);
            configure?.Invoke(builder);
        });
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
