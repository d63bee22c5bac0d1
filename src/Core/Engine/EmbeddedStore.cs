using Microsoft.Extensions.Logging;

namespace Toast.Engine;

/// <summary>The embedded engine on one backend, in this process: connects once, groups writes, coalesces loads, retries what may be retried.</summary>
internal sealed class EmbeddedStore : RecordStore
{
    /// <summary>How many records one flush or one read holds at the most; beyond it a batch gains nothing and only waits longer.</summary>
    public const int BatchSize = 1024;

    /// <summary>How many single operations may be on their way to a backend without batches.</summary>
    private const int SingleOperations = 32;

    private readonly StoreContext store;
    private readonly StoreCalls calls;
    private readonly CallKind load;
    private readonly CallKind info;
    private readonly CallKind list;
    private readonly CallKind count;
    private readonly CallKind delete;
    private readonly WriteQueue writes;
    private readonly BulkWriter bulk;
    private readonly LoadQueue loads;
    private readonly ExpirySweeper? sweeper;
    private readonly StoreProbe probe;
    private readonly StoreClosing closing;
    private int disposed;

    public EmbeddedStore(string name, StorageBackend backend, bool ownsBackend, EngineOptions options, TimeProvider time, ILogger logger)
    {
        Capabilities = BackendCapabilities.Of(backend);
        store = new StoreContext(name, backend, options, time, logger);
        calls = new StoreCalls(store);
        load = new CallKind("load", store.Retries.Reads);
        info = new CallKind("info", store.Retries.Reads);
        list = new CallKind("list", store.Retries.Reads);
        count = new CallKind("count", store.Retries.Reads);
        delete = new CallKind("delete", store.Retries.Deletes, Changes: true);
        int concurrency = (backend as ISupportsBatch)?.MaxConcurrentBatches ?? SingleOperations;
        var opening = new StoreOpening(store);
        int batchSize = backend is ISupportsBatch ? BatchSize : 1;
        int wholeConcurrency = (backend as ISupportsWholeBatches)?.MaxConcurrentWholeBatches ?? concurrency;
        var backlog = new WriteBacklog(new WriteLimits(options, store.Telemetry.Queue), concurrency, wholeConcurrency, batchSize);
        writes = new WriteQueue(backlog, new WriteFlusher(backlog, new WriteSender(store).SendAsync, opening, name), opening, time, name);
        bulk = new BulkWriter(store, writes, batchSize);
        loads = new LoadQueue(new LoadSender(store, calls, load).SendAsync, concurrency, batchSize, options, store.Telemetry.Queue);
        sweeper = backend is ISupportsExpiry { SweepInterval: { } interval } expiry
            ? new ExpirySweeper(expiry, interval, name, time, logger)
            : null;
        store.Connection.WhenOpened = sweeper is null ? null : sweeper.Start;
        probe = new StoreProbe(store, calls.Running);
        closing = new StoreClosing(store, writes, calls.Running, sweeper, ownsBackend);
    }

    public override string Name => store.Name;

    public override StoreCapabilities Capabilities { get; }

    public override long MaxRecordBytes => store.Backend.MaxRecordBytes;

    public override int BulkSize => Math.Min(BatchSize, store.Options.MaxQueuedWrites);

    public override IReportsSettings? Settings => store.Connection.WasOpened ? store.Backend as IReportsSettings : null;

    public override ValueTask<SaveResult> SaveAsync(SaveRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        RefuseAfterDisposal();
        store.Breaker.Check(request.Key);
        return writes.SaveAsync(request, deadline, cancellationToken);
    }

    public override Task<IReadOnlyList<SaveResult>> SaveManyAsync(
        IReadOnlyList<SaveRequest> requests, WritesFrom from, Deadline deadline, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RefuseAfterDisposal();
        return bulk.RunAsync(requests, from, deadline, cancellationToken);
    }

    public override Task<StoredRecord?> LoadAsync(RecordKey key, bool fresh, Deadline deadline, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RefuseAfterDisposal();
        store.Breaker.Check(key);
        return LoadCheckedAsync(key, deadline, cancellationToken);
    }

    public override async Task<IReadOnlyList<StoredRecord?>> LoadManyAsync(
        IReadOnlyList<RecordKey> keys, bool fresh, Deadline deadline, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RefuseAfterDisposal();

        // Once for all: the one call that may find out whether the store is back has all its records answered.
        store.Breaker.Check(null);
        var tasks = new Task<StoredRecord?>[keys.Count];
        for (int i = 0; i < tasks.Length; i++)
        {
            tasks[i] = LoadCheckedAsync(keys[i], deadline, cancellationToken);
        }

        return await Task.WhenAll(tasks).ConfigureAwait(false);
    }

    public override async Task<RecordInfo?> GetInfoAsync(RecordKey key, Deadline deadline, CancellationToken cancellationToken)
    {
        if (store.Backend is not ISupportsInfo)
        {
            return (await LoadAsync(key, fresh: false, deadline, cancellationToken).ConfigureAwait(false))?.Info;
        }

        cancellationToken.ThrowIfCancellationRequested();
        RefuseAfterDisposal();
        store.Breaker.Check(key);
        CallOrigin origin = CallOrigin.Current;
        Task<RecordInfo?> found = CleanContext.Run(() => calls.RunAsync(
            info, 1, static (backend, key, token) => ((ISupportsInfo)backend).GetInfoAsync(key, token), key, key, deadline.Remaining, origin));
        return await calls.BoundAsync(found, info, key, deadline, cancellationToken).ConfigureAwait(false);
    }

    public override Task<DeleteResult> DeleteAsync(DeleteRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RefuseAfterDisposal();
        Require(StoreCapabilities.Delete, "delete records");
        store.Breaker.Check(request.Key);
        CallOrigin origin = CallOrigin.Current;
        Task<DeleteResult> deleted = CleanContext.Run(() => calls.RunAsync(
            delete,
            1,
            static (backend, request, token) => ((ISupportsDelete)backend).DeleteAsync(request, token),
            request,
            request.Key,
            deadline.Remaining,
            origin));
        return calls.BoundAsync(deleted, delete, request.Key, deadline, cancellationToken);
    }

    public override Task<IReadOnlyList<ListedRecord>> ListAsync(ListRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RefuseAfterDisposal();
        Require(StoreCapabilities.Listing, "list records");
        store.Breaker.Check(null);
        CallOrigin origin = CallOrigin.Current;
        Task<IReadOnlyList<ListedRecord>> listed = CleanContext.Run(() => calls.RunAsync(
            list,
            1,
            static (backend, request, token) => ((ISupportsListing)backend).ListAsync(request, token),
            request,
            null,
            deadline.Remaining,
            origin));
        return calls.BoundAsync(listed, list, null, deadline, cancellationToken);
    }

    public override Task<RecordCounts> CountAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RefuseAfterDisposal();
        Require(StoreCapabilities.Counting, "count records");
        store.Breaker.Check(null);
        CallOrigin origin = CallOrigin.Current;
        Task<RecordCounts> counted = CleanContext.Run(() => calls.RunAsync(
            count,
            1,
            static (backend, _, token) => ((ISupportsCounting)backend).CountAsync(token),
            0,
            null,
            deadline.Remaining,
            origin));
        return calls.BoundAsync(counted, count, null, deadline, cancellationToken);
    }

    public override async Task ProbeAsync(CancellationToken cancellationToken)
    {
        RefuseAfterDisposal();
        await probe.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            await closing.RunAsync().ConfigureAwait(false);
        }
    }

    private async Task<StoredRecord?> LoadCheckedAsync(RecordKey key, Deadline deadline, CancellationToken cancellationToken) =>
        await calls.BoundAsync(loads.LoadAsync(key, deadline), load, key, deadline, cancellationToken).ConfigureAwait(false);

    private void RefuseAfterDisposal() => ObjectDisposedException.ThrowIf(disposed != 0, typeof(IToast));
}
