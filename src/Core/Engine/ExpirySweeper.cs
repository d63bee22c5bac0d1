using Microsoft.Extensions.Logging;

namespace Toast.Engine;

/// <summary>Removes expired records of one store from time to time, once something that expires was written here.</summary>
internal sealed class ExpirySweeper(ISupportsExpiry backend, TimeSpan interval, string store, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private Task? running;

    public void Start()
    {
        if (running is null)
        {
            lock (gate)
            {
                running ??= Task.Run(SweepAsync);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        if (running is { } sweeping)
        {
            await sweeping.ConfigureAwait(false);
        }

        stopping.Dispose();
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
        try
        {
            await backend.SweepAsync(stopping.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A sweep that fails harms nobody: expired records are invisible anyway, and the next sweep tries again.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.SweepFailed(logger, store, (e as ExternalStorageException)?.Code ?? ErrorCodes.StorageFailed);
        }
    }
}
