using Microsoft.Extensions.Diagnostics.HealthChecks;
using Toast.AspNetCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Toast to the health checks of a host.</summary>
public static class ToastHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check that asks every store of the registered <see cref="Toast.IToast"/>: unhealthy when one is down, degraded when all are up but a backend warns
    /// of a setting of its server. The data has an entry for each store: "up" or the <see cref="Toast.ErrorCodes">code</see> of its failure. It holds no secret.
    /// Use it for readiness, not for liveness.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="failureStatus">What to report when a store is down; null for unhealthy.</param>
    /// <param name="tags">Tags to filter checks by.</param>
    /// <param name="timeout">How long the check may take.</param>
    /// <returns>The health checks.</returns>
    public static IHealthChecksBuilder AddToast(
        this IHealthChecksBuilder builder,
        string name = "toast",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name, provider => new ToastHealthCheck(provider.GetRequiredService<Toast.IToast>()), failureStatus, tags, timeout));
    }
}
