using Microsoft.Extensions.Logging;

namespace Toast.Engine;

/// <summary>
/// Removes expired records of one store from time to time, from its opening on: what expires may have been written by a process that is gone. One sweep at a
/// time, and never a first one before the interval has passed, so that a process that only comes and goes does not sweep.
/// </summary>
#pragma warning disable CA1001 // The source has no timer and no wait handle; disposing it under a sweep that is left behind would only make that one fail.
internal sealed class ExpirySweeper(
    ISupportsExpiry backend, TimeSpan interval, string store, TimeProvider time, ILogger logger)
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
            while (await timer.WaitForNextTickAsync(stopping.Token).ConfigureAwait(false) && await SweepOnceAsync().ConfigureAwait(false))
            {
            }
        }
        catch (OperationCanceledException)
        {
            // The engine closes; expired records stay invisible and are swept by the next process.
        }
    }

    /// <summary>False if this process may not sweep here, and another one must.</summary>
    private async Task<bool> SweepOnceAsync()
    {
        try
        {
            await backend.SweepAsync(stopping.Token).ConfigureAwait(false);
        }
        catch (ExternalStorageException e) when (e.Code is ErrorCodes.AccessDenied or ErrorCodes.ReadOnly)
        {
            Log.SweepRefused(logger, store, e.Code);
            return false;
        }
#pragma warning disable CA1031 // A sweep that fails harms nobody: expired records are invisible anyway, and the next sweep tries again.
        catch (Exception e) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.SweepFailed(logger, store, (e as ExternalStorageException)?.Code ?? ErrorCodes.StorageFailed);
        }

        return true;
    }
}
