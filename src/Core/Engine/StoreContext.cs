using Microsoft.Extensions.Logging;

namespace Toast.Engine;

/// <summary>One store's backend, and what watches over the calls to it.</summary>
internal sealed class StoreContext
{
    public StoreContext(string name, StorageBackend backend, EngineOptions options, TimeProvider time, ILogger logger)
    {
        Name = name;
        Backend = backend;
        Options = options;
        Time = time;
        Logger = logger;
        Secrets = UrlSecrets.Of(backend.Url);
        Breaker = new CircuitBreaker(options, time, name, logger);
        Telemetry = new StoreTelemetry(name, backend.Url);
        Connection = new BackendConnection(backend, name, options, time, logger);
        Timeouts = new Timeouts(time);
        Retries = new RetryPipelines(options, time, backend is ISupportsConditionalSave { RecognisesRepeats: true }, Retrying);
    }

    /// <summary>The name of the store, for messages.</summary>
    public string Name { get; }

    public StorageBackend Backend { get; }

    public EngineOptions Options { get; }

    public TimeProvider Time { get; }

    public ILogger Logger { get; }

    public UrlSecrets Secrets { get; }

    public CircuitBreaker Breaker { get; }

    public StoreTelemetry Telemetry { get; }

    public BackendConnection Connection { get; }

    public Timeouts Timeouts { get; }

    public RetryPipelines Retries { get; }

    /// <summary>Tells the breaker and the observers that an operation has succeeded.</summary>
    public void Succeeded(StoreOperation operation)
    {
        Breaker.Succeeded();
        operation.Succeeded();
    }

    /// <summary>What a failed operation is reported as; the breaker and the observers hear of it too.</summary>
    public Exception Failed(
        StoreOperation operation, Exception failure, CancellationTokenSource timeout, RecordKey? key, TimeSpan budget, bool sent)
    {
        bool timedOut = failure is OperationCanceledException && timeout.IsCancellationRequested;
        Exception reported = !timedOut ? failure
            : sent ? BackendFailure.TimedOut(Name, key, budget, sent: true)
            : BackendFailure.Unanswered(Name, key, budget);

        // A caller in a hurry says nothing about the store.
        if (!timedOut || budget >= Options.ConnectTimeout)
        {
            Breaker.Failed(reported);
        }

        operation.Failed(reported);
        return reported;
    }

    private void Retrying(int attempt, Exception failure)
    {
        string? code = (failure as ExternalStorageException)?.Code;
        Telemetry.Retried(code);
        Log.Retrying(Logger, Name, attempt, code);
    }
}
