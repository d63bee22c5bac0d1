namespace Toast.Engine;

/// <summary>Finds out whether a store answers, within a bound of its own.</summary>
internal sealed class StoreProbe(StoreContext store, RunningOperations running)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        CallOrigin origin = CallOrigin.Current;
        Task<bool> probe = CleanContext.Run(() => ProbeAsync(origin));
        try
        {
            await probe.WaitAsync(Bound, store.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw BackendFailure.Unanswered(store.Name, null, Bound);
        }
    }

    private async Task<bool> ProbeAsync(CallOrigin origin)
    {
        ObjectDisposedException.ThrowIf(!running.TryBegin(), typeof(IToast));
        try
        {
            await AskAsync(origin).ConfigureAwait(false);
            return true;
        }
        finally
        {
            running.End();
        }
    }

    private async Task AskAsync(CallOrigin origin)
    {
        await store.Connection.EnsureAsync().ConfigureAwait(false);
        if (store.Backend is not ISupportsProbe probe)
        {
            // Nothing can be asked, but what calls found out is known.
            store.Breaker.RefuseWhileOpen();
            return;
        }

        using var timeout = new CancellationTokenSource(Bound, store.Time);
        StoreOperation operation = store.Telemetry.Begin("probe", 1, origin);
        try
        {
            await probe.ProbeAsync(timeout.Token).ConfigureAwait(false);
            store.Succeeded(operation);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            operation.Failed(e);
            throw BackendFailure.Describe(e, store.Name, null, store.Secrets);
        }
    }
}
