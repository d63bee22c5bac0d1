using Microsoft.Extensions.DependencyInjection.Extensions;
using Toast.AspNetCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the collection of metrics to a host. See docs/http.md.</summary>
public static class MetricsServiceCollectionExtensions
{
    /// <summary>
    /// Collects measurements in memory for <see cref="MetricsEndpoints.MapToastMetrics"/>. For a host that has no other way to show its metrics; one that
    /// exports them with OpenTelemetry needs neither.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="meters">The names of the meters to collect; <see cref="Toast.ToastTelemetry.MeterName"/> if none is named.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddToastMetrics(this IServiceCollection services, params IEnumerable<string> meters)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(meters);
        string[] names = [.. meters.DefaultIfEmpty(Toast.ToastTelemetry.MeterName)];
        services.TryAddSingleton(_ => new MetricsCollector(names));
        return services;
    }
}
