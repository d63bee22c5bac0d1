using Microsoft.Extensions.Logging;

namespace Toast.Engine;

/// <summary>Connects a backend once, at the first operation; a failed attempt is not remembered, so the next operation tries again.</summary>
internal sealed class BackendConnection(StorageBackend backend, string store, EngineOptions options, TimeProvider time, ILogger logger)
{
    private readonly Lock gate = new();
    private readonly UrlSecrets secrets = UrlSecrets.Of(backend.Url);
    private Task? connecting;
    private volatile bool opened;

    /// <summary>True when a connection was made, so that there is something to close.</summary>
    public bool WasOpened => opened;

    /// <summary>What is to be done when a connection was made; set before the first.</summary>
    public Action? WhenOpened { get; set; }

    public Task EnsureAsync()
    {
        Task? current = connecting;
        if (current is { IsCompletedSuccessfully: true })
        {
            return Task.CompletedTask;
        }

        lock (gate)
        {
            if (connecting is null || connecting.IsFaulted || connecting.IsCanceled)
            {
                CleanContext.Run(static self => ((BackendConnection)self!).Begin(), this);
            }

            return connecting!;
        }
    }

    private void Begin() => connecting = Task.Run(ConnectAsync);

    private async Task ConnectAsync()
    {
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, time);
        try
        {
            // A backend that ignores its token must not hold the caller; the attempt is then left behind.
            await backend.ConnectAsync(timeout.Token).WaitAsync(options.ConnectTimeout, time, CancellationToken.None).ConfigureAwait(false);
            opened = true;
            WhenOpened?.Invoke();
            Log.Opened(logger, store);
            if (backend is IReportsSettings { Warnings: { } warnings })
            {
                foreach (string warning in warnings)
                {
                    Log.BackendWarns(logger, store, warning);
                }
            }
        }
        catch (Exception e) when (e is TimeoutException || (e is OperationCanceledException && timeout.IsCancellationRequested))
        {
            throw new StorageConnectionException(
                ErrorCodes.Timeout,
                $"Store {store} could not be opened within {options.ConnectTimeout.TotalSeconds:0.###} s. Check that it is running and reachable.",
                secrets.Clear(e))
            {
                Store = store,
            };
        }
        catch (OperationCanceledException e)
        {
            throw BackendFailure.GaveUp(e, store, null, changes: false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw BackendFailure.Describe(e, store, null, secrets);
        }
    }
}
