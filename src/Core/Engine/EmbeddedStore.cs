using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Toast.Engine;

/// <summary>The embedded engine on one backend, in this process: connects once, groups writes, coalesces loads, retries what may be retried.</summary>
internal sealed class EmbeddedStore : RecordStore
{
    /// <summary>How many records one flush or one read holds at the most; beyond it a batch gains nothing and only waits longer.</summary>
    private const int BatchSize = 1024;

    /// <summary>How many single operations may be on their way to a backend without batches.</summary>
    private const int SingleOperations = 32;

    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(2);

    private readonly StorageBackend backend;
    private readonly bool ownsBackend;
    private readonly EngineOptions options;
    private readonly TimeProvider time;
    private readonly BackendConnection connection;
    private readonly BackendWriter writer;
    private readonly RetryPipelines retries;
    private readonly Timeouts timeouts;
    private readonly WriteQueue writes;
    private readonly LoadQueue? loads;
    private readonly RunningOperations running = new();
    private readonly ExpirySweeper? sweeper;
    private readonly ILogger logger;
    private readonly UrlSecrets secrets;
    private readonly CircuitBreaker breaker;
    private readonly StoreTelemetry telemetry;
    private int disposed;

    public EmbeddedStore(string name, StorageBackend backend, bool ownsBackend, EngineOptions options, TimeProvider time, ILogger logger)
    {
        Name = name;
        this.backend = backend;
        this.ownsBackend = ownsBackend;
        this.options = options;
        this.time = time;
        this.logger = logger;
        Capabilities = BackendCapabilities.Of(backend);
        secrets = UrlSecrets.Of(backend.Url);
        breaker = new CircuitBreaker(options, time, name, logger);
        telemetry = new StoreTelemetry(name, backend.Url);
        connection = new BackendConnection(backend, name, options, time, logger);
        timeouts = new Timeouts(time);
        writer = new BackendWriter(backend, name, time);
        retries = new RetryPipelines(
            options,
            time,
            recognisesWrites: backend is ISupportsConditionalSave { RecognisesRepeats: true },
            Retrying);
        int concurrency = (backend as ISupportsBatch)?.MaxConcurrentBatches ?? SingleOperations;
        var opening = new StoreOpening(connection, retries, timeouts, breaker, name);
        writes = new WriteQueue(SendWritesAsync, opening, concurrency, backend is ISupportsBatch ? BatchSize : 1, options, time, name, telemetry);
        loads = backend is ISupportsBatch ? new LoadQueue(SendLoadsAsync, concurrency, BatchSize, options, name) : null;
        sweeper = backend is ISupportsExpiry { SweepInterval: { } interval } expiry
            ? new ExpirySweeper(expiry, connection, interval, name, time, logger)
            : null;
    }

    public override string Name { get; }

    public override StoreCapabilities Capabilities { get; }

    public override long MaxRecordBytes => backend.MaxRecordBytes;

    public override IReportsSettings? Settings => connection.WasOpened ? backend as IReportsSettings : null;

    public override ValueTask<SaveResult> SaveAsync(SaveRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        RefuseAfterDisposal();
        breaker.Check(request.Key);
        if (request.TimeToLive is not null)
        {
            sweeper?.Start();
        }

        return writes.SaveAsync(request, deadline, cancellationToken);
    }

    public override async Task<StoredRecord?> LoadAsync(RecordKey key, bool fresh, Deadline deadline, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RefuseAfterDisposal();
        breaker.Check(key);
        Task<StoredRecord?> load = loads is not null
            ? loads.LoadAsync(key, deadline)
            : LoadOneAsync(key, deadline.Remaining);
        return await BoundAsync(load, key, deadline, sent: false, cancellationToken).ConfigureAwait(false);
    }

    public override async Task<IReadOnlyList<StoredRecord?>> LoadManyAsync(
        IReadOnlyList<RecordKey> keys, bool fresh, Deadline deadline, CancellationToken cancellationToken)
    {
        var tasks = new Task<StoredRecord?>[keys.Count];
        for (int i = 0; i < tasks.Length; i++)
        {
            tasks[i] = LoadAsync(keys[i], fresh, deadline, cancellationToken);
        }

        return await Task.WhenAll(tasks).ConfigureAwait(false);
    }

    public override Task<DeleteResult> DeleteAsync(DeleteRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RefuseAfterDisposal();
        Require(StoreCapabilities.Delete, "delete records");
        breaker.Check(request.Key);
        Task<DeleteResult> delete = CallAsync(
            "delete",
            1,
            retries.Deletes,
            static (backend, request, token) => ((ISupportsDelete)backend).DeleteAsync(request, token),
            request,
            request.Key,
            deadline.Remaining,
            sent: true);
        return BoundAsync(delete, request.Key, deadline, sent: true, cancellationToken);
    }

    public override Task<IReadOnlyList<ListedRecord>> ListAsync(ListRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RefuseAfterDisposal();
        Require(StoreCapabilities.Listing, "list records");
        breaker.Check(null);
        Task<IReadOnlyList<ListedRecord>> list =
            ReadAsync("list", 1, static (backend, request, token) => ((ISupportsListing)backend).ListAsync(request, token), request, null, deadline.Remaining);
        return BoundAsync(list, null, deadline, sent: false, cancellationToken);
    }

    public override async Task ProbeAsync(CancellationToken cancellationToken)
    {
        RefuseAfterDisposal();
        Task probe = ProbeOnceAsync();
        try
        {
            await probe.WaitAsync(ProbeTimeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw BackendFailure.Unanswered(Name, null, ProbeTimeout);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
        {
            return;
        }

        // Writes that were taken end within their deadlines and reads within the default one, unless the backend keeps neither: hence the bound.
        using var timeout = new CancellationTokenSource(options.OperationTimeout * 2, time);
        await FinishAsync(timeout.Token).ConfigureAwait(false);
        if (sweeper is not null)
        {
            await sweeper.StopAsync(timeout.Token).ConfigureAwait(false);
        }

        if (ownsBackend && connection.WasOpened)
        {
            await DisconnectAsync(timeout.Token).ConfigureAwait(false);
        }
    }

    private async Task DisconnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            await backend.DisconnectAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw BackendFailure.Describe(e, Name, null, secrets);
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
            Log.ClosedWhileBusy(logger, Name);
        }
    }

    private async Task ProbeOnceAsync()
    {
        ObjectDisposedException.ThrowIf(!running.TryBegin(), typeof(IToast));
        try
        {
            await AskAsync().ConfigureAwait(false);
        }
        finally
        {
            running.End();
        }
    }

    private async Task AskAsync()
    {
        await connection.EnsureAsync().ConfigureAwait(false);
        if (backend is not ISupportsProbe probe)
        {
            return;
        }

        using var timeout = new CancellationTokenSource(ProbeTimeout, time);
        StoreOperation operation = telemetry.Begin("probe", 1);
        try
        {
            await probe.ProbeAsync(timeout.Token).ConfigureAwait(false);
            breaker.Succeeded();
            operation.Succeeded();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            operation.Failed(e);
            throw BackendFailure.Describe(e, Name, null, secrets);
        }
    }

    private async ValueTask<IReadOnlyList<SaveResult>> SendWritesAsync(IReadOnlyList<SaveRequest> requests, TimeSpan budget, ActivityContext origin)
    {
        CancellationTokenSource timeout = timeouts.After(budget);
        RecordKey? key = requests.Count == 1 ? requests[0].Key : null;
        StoreOperation operation = telemetry.Begin("save", requests.Count, origin);
        var tries = new FlushTries(writer, requests);
        try
        {
            IReadOnlyList<SaveResult> results =
                await retries.Writes.ExecuteAsync(static (tries, token) => tries.TryAsync(token), tries, timeout.Token).ConfigureAwait(false);
            breaker.Succeeded();
            operation.Succeeded();
            return results;
        }
        catch (ExternalStorageException e) when (tries.Lost is not null && e != tries.Lost)
        {
            throw Ended(tries.Lost, operation, timeout, key, budget, sent: true);
        }
        catch (Exception e)
        {
            throw Ended(e, operation, timeout, key, budget, sent: true);
        }
        finally
        {
            timeouts.Return(timeout);
        }
    }

    private async Task<IReadOnlyList<LoadOutcome>> SendLoadsAsync(IReadOnlyList<RecordKey> keys, TimeSpan budget, ActivityContext origin)
    {
        if (keys.Count == 1)
        {
            return [new LoadOutcome(await LoadOneAsync(keys[0], budget, origin).ConfigureAwait(false))];
        }

        try
        {
            IReadOnlyList<StoredRecord?> records = await ReadAsync(
                "load", keys.Count, static (backend, keys, token) => ((ISupportsBatch)backend).LoadManyAsync(keys, token), keys, null, budget).ConfigureAwait(false);
            if (records?.Count != keys.Count)
            {
                throw WrongCount(keys.Count, records?.Count ?? 0);
            }

            return [.. records.Select(record => new LoadOutcome(record))];
        }
        catch (ExternalStorageException e) when (!BackendFailure.ConcernsTheStore(e))
        {
            // One damaged record must not hide the others.
            return await Task.WhenAll(keys.Select(key => LoadAloneAsync(key, budget))).ConfigureAwait(false);
        }
    }

    private ExternalStorageException WrongCount(int asked, int answered) => new(
        ErrorCodes.StorageFailed,
        $"The backend of store {Name} answered {answered} of {asked} reads. {nameof(ISupportsBatch.LoadManyAsync)} must give one answer for each key.")
    {
        Store = Name,
    };

    private async Task<LoadOutcome> LoadAloneAsync(RecordKey key, TimeSpan budget)
    {
        try
        {
            return new LoadOutcome(await LoadOneAsync(key, budget).ConfigureAwait(false));
        }
        catch (ExternalStorageException e)
        {
            return new LoadOutcome(null, e);
        }
    }

    private Task<StoredRecord?> LoadOneAsync(RecordKey key, TimeSpan budget, ActivityContext origin = default) =>
        ReadAsync("load", 1, static (backend, key, token) => backend.LoadAsync(key, token), key, key, budget, origin);

    private Task<TResult> ReadAsync<TState, TResult>(
        string name,
        int records,
        Func<StorageBackend, TState, CancellationToken, Task<TResult>> operation,
        TState state,
        RecordKey? key,
        TimeSpan budget,
        ActivityContext origin = default) =>
        CallAsync(name, records, retries.Reads, operation, state, key, budget, sent: false, origin);

    private async Task<TResult> CallAsync<TState, TResult>(
        string name,
        int records,
        Polly.ResiliencePipeline pipeline,
        Func<StorageBackend, TState, CancellationToken, Task<TResult>> operation,
        TState state,
        RecordKey? key,
        TimeSpan budget,
        bool sent,
        ActivityContext origin = default)
    {
        ObjectDisposedException.ThrowIf(!running.TryBegin(), typeof(IToast));

        // Bounded here, so that an operation whose callers all gave up does not stay behind for ever.
        CancellationTokenSource timeout = timeouts.After(budget);
        StoreOperation observed = telemetry.Begin(name, records, origin != default ? origin : Activity.Current?.Context ?? default);
        try
        {
            TResult result = await pipeline.ExecuteAsync(
                static async (call, token) =>
                {
                    try
                    {
                        await call.store.connection.EnsureAsync().ConfigureAwait(false);
                        return await call.operation(call.store.backend, call.state, token).ConfigureAwait(false);
                    }
                    catch (Exception e) when (e is not OperationCanceledException)
                    {
                        throw BackendFailure.Describe(e, call.store.Name, call.key, call.store.secrets);
                    }
                },
                (store: this, operation, state, key),
                timeout.Token).ConfigureAwait(false);
            breaker.Succeeded();
            observed.Succeeded();
            return result;
        }
        catch (Exception e)
        {
            throw Ended(e, observed, timeout, key, budget, sent);
        }
        finally
        {
            running.End();
            timeouts.Return(timeout);
        }
    }

    /// <summary>What a failed operation is reported as; the breaker and the observers hear of it too.</summary>
    private Exception Ended(
        Exception failure, StoreOperation operation, CancellationTokenSource timeout, RecordKey? key, TimeSpan budget, bool sent)
    {
        bool timedOut = failure is OperationCanceledException && timeout.IsCancellationRequested;
        Exception reported = !timedOut ? failure
            : sent ? BackendFailure.TimedOut(Name, key, budget, sent: true)
            : BackendFailure.Unanswered(Name, key, budget);

        // A caller in a hurry says nothing about the store.
        if (!timedOut || budget >= options.ConnectTimeout)
        {
            breaker.Failed(reported);
        }

        operation.Failed(reported);
        return reported;
    }

    private void Retrying(int attempt, Exception failure)
    {
        string? code = (failure as ExternalStorageException)?.Code;
        telemetry.Retried(code);
        Log.Retrying(logger, Name, attempt, code);
    }

    private async Task<TResult> BoundAsync<TResult>(
        Task<TResult> operation, RecordKey? key, Deadline deadline, bool sent, CancellationToken cancellationToken)
    {
        try
        {
            return await operation.WaitAsync(deadline.Remaining, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            if (operation.IsCompleted)
            {
                // The answer came in the last moment, and is the truth.
                return await operation.ConfigureAwait(false);
            }

            throw sent ? BackendFailure.TimedOut(Name, key, deadline.Total, sent: true) : BackendFailure.Unanswered(Name, key, deadline.Total);
        }
    }

    private void RefuseAfterDisposal() => ObjectDisposedException.ThrowIf(disposed != 0, typeof(IToast));
}
