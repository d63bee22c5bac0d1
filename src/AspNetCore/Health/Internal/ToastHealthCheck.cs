using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Toast.AspNetCore;

/// <summary>Asks every store; one that is down does not hide the others.</summary>
internal sealed class ToastHealthCheck(IToast toast) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<StoreHealth> stores = await toast.ProbeAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<string, object> data = stores.ToDictionary(store => store.Store, object (store) => store.Code ?? "up");
        string[] down = [.. stores.Where(store => !store.IsUp).Select(store => $"{store.Store}: {store.Problem}")];
        string[] warnings = [.. stores.SelectMany(store => store.Warnings.Select(warning => $"{store.Store}: {warning}"))];
        return down.Length > 0 ? new HealthCheckResult(context.Registration.FailureStatus, string.Join(" ", down), data: data)
            : warnings.Length > 0 ? HealthCheckResult.Degraded(string.Join(" ", warnings), data: data)
            : HealthCheckResult.Healthy("All stores are up.", data);
    }
}
