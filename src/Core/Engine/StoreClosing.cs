namespace Toast.Engine;

/// <summary>Ends a store: what was taken is finished, then what was opened is closed.</summary>
internal sealed class StoreClosing(StoreContext store, WriteQueue writes, RunningOperations running, ExpirySweeper? sweeper, bool ownsBackend)
{
    public async Task RunAsync()
    {
        // Writes that were taken end within their deadlines and reads within the default one, unless the backend keeps neither: hence the bound.
        using var timeout = new CancellationTokenSource(store.Options.OperationTimeout * 2, store.Time);
        await FinishAsync(timeout.Token).ConfigureAwait(false);
        if (sweeper is not null)
        {
            await sweeper.StopAsync(timeout.Token).ConfigureAwait(false);
        }

        if (ownsBackend && store.Connection.WasOpened)
        {
            await DisconnectAsync(timeout.Token).ConfigureAwait(false);
        }
    }

    private async Task FinishAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(writes.CloseAsync(), running.CloseAsync()).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // A backend that hangs for ever must not keep the process from ending; its callers have long had their time-outs.
            Log.ClosedWhileBusy(store.Logger, store.Name);
        }
    }

    private async Task DisconnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.Backend.DisconnectAsync(cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Nothing is lost by it, and thrown from a disposal it would hide the failure that led to the disposal.
        catch (Exception e) when (e is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            Log.CloseFailed(store.Logger, store.Name, BackendFailure.Describe(e, store.Name, null, store.Secrets).Code);
        }
    }
}
