using Microsoft.Extensions.Logging;

namespace Toast.Engine;

/// <summary>Removes expired records of one store from time to time, once something that expires was written here.</summary>
#pragma warning disable CA1001 // The source has no timer and no wait handle; disposing it under a sweep that is left behind would only make that one fail.
internal sealed class ExpirySweeper(
    ISupportsExpiry backend, BackendConnection connection, TimeSpan interval, string store, TimeProvider time, ILogger logger)
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private Task? running;
    private bool stopped;

    public void Start()
    {
        if (running is null)
        {
            lock (gate)
            {
                running ??= stopped ? Task.CompletedTask : Task.Run(SweepAsync);
            }
        }
    }

    /// <summary>Lets no further sweep begin and waits for a running one.</summary>
    /// <param name="cancellationToken">Bounds the wait: a backend that hangs must not keep the process from ending.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            stopped = true;
            running ??= Task.CompletedTask;
        }

        await stopping.CancelAsync().ConfigureAwait(false);
        await running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task SweepAsync()
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token).ConfigureAwait(false))
            {
                await SweepOnceAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The engine closes; expired records stay invisible and are swept by the next process.
        }
    }

    private async Task SweepOnceAsync()
    {
        if (!connection.WasOpened)
        {
            // Nothing may be asked of a backend that was never connected.
            return;
        }

        try
        {
            await backend.SweepAsync(stopping.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A sweep that fails harms nobody: expired records are invisible anyway, and the next sweep tries again.
        catch (Exception e) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.SweepFailed(logger, store, (e as ExternalStorageException)?.Code ?? ErrorCodes.StorageFailed);
        }
    }
}
