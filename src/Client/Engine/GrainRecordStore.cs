using Toast.Client.Contract;
using Toast.Engine;

namespace Toast.Client.Engine;

/// <summary>A store of the cluster: every record is carried by its grain.</summary>
internal sealed class GrainRecordStore : RecordStore
{
    /// <summary>What Orleans lets one message hold is 100 MB; the rest is for what surrounds the data.</summary>
    private const long MaxMessageData = 96_000_000;

    private readonly WirePlace place;
    private readonly ClusterCalls calls;
    private readonly BulkSaves bulkSaves;
    private readonly BulkLoads bulkLoads;
    private readonly WarmLoads warmLoads;
    private readonly WarmSaves warmSaves;

    public GrainRecordStore(string name, WirePlace place, ClusterCalls calls)
    {
        Name = name;
        this.place = place;
        this.calls = calls;
        Workers = new StoreWorkers(calls.Grains);
        var together = new TogetherCalls(this, calls.Time);
        bulkSaves = new BulkSaves(this, calls, together);
        bulkLoads = new BulkLoads(this, calls);
        warmLoads = new WarmLoads(this, calls.Time);
        warmSaves = new WarmSaves(this, together, calls.Time);
    }

    public override string Name { get; }

    /// <summary>
    /// All of them: what a class's store can do is known to the silo alone, may differ from class to class, and is checked there before anything is
    /// written. A call that needs more than there is ends with the same <see cref="ErrorCodes.NotSupported"/>.
    /// </summary>
    public override StoreCapabilities Capabilities =>
        StoreCapabilities.ConditionalSave | StoreCapabilities.Delete | StoreCapabilities.Batch | StoreCapabilities.Listing | StoreCapabilities.Expiry
        | StoreCapabilities.Probe | StoreCapabilities.Counting;

    public override int BulkSize => BulkMessages.MaxRecords;

    public override long MaxRecordBytes => MaxMessageData;

    internal WirePlace Place => place;

    internal StoreWorkers Workers { get; }

    public override ValueTask<SaveResult> SaveAsync(SaveRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Oversize(request) is { } refusal)
        {
            throw refusal;
        }

        return new ValueTask<SaveResult>(warmSaves.SaveAsync(request, deadline, cancellationToken));
    }

    public override Task<IReadOnlyList<SaveResult>> SaveManyAsync(
        IReadOnlyList<SaveRequest> requests, WritesFrom from, Deadline deadline, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return bulkSaves.RunAsync(requests, deadline).WaitAsync(cancellationToken);
    }

    public override Task<StoredRecord?> LoadAsync(RecordKey key, bool fresh, Deadline deadline, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return fresh ? LoadAloneAsync(key, fresh, deadline, cancellationToken) : warmLoads.LoadAsync(key, deadline, cancellationToken);
    }

    /// <summary>Asks the record's grain.</summary>
    public async Task<StoredRecord?> LoadAloneAsync(RecordKey key, bool fresh, Deadline deadline, CancellationToken cancellationToken)
    {
        CallResult<WireRecord?> result = await calls.RunAsync(
            static (grains, state, attempt, token) => GrainOf(grains, state.key).LoadAsync(
                new LoadCall { Place = state.place, Fresh = state.fresh, Budget = attempt.Budget }, token),
            (place, key, fresh),
            new CallSubject(Name, key, Changes: false),
            deadline,
            cancellationToken).ConfigureAwait(false);
        return result.Answer?.ToRecord(key);
    }

    public override Task<IReadOnlyList<StoredRecord?>> LoadManyAsync(
        IReadOnlyList<RecordKey> keys, bool fresh, Deadline deadline, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return bulkLoads.RunAsync(keys, fresh, deadline, cancellationToken);
    }

    public override async Task<RecordInfo?> GetInfoAsync(RecordKey key, Deadline deadline, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CallResult<WireInfo?> result = await calls.RunAsync(
            static (grains, state, attempt, token) => GrainOf(grains, state.key).GetInfoAsync(
                new LoadCall { Place = state.place, Budget = attempt.Budget }, token),
            (place, key),
            new CallSubject(Name, key, Changes: false),
            deadline,
            cancellationToken).ConfigureAwait(false);
        return result.Answer?.ToInfo();
    }

    public override async Task<DeleteResult> DeleteAsync(DeleteRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // A delete has no id to be recognised by: sent again, it could remove a record that was made anew after the first one.
        CallResult<DeleteAnswer> result = await calls.RunAsync(
            static (grains, state, attempt, token) => GrainOf(grains, state.request.Key).DeleteAsync(
                new DeleteCall { Place = state.place, Condition = WireCondition.Of(state.request.Condition), Budget = attempt.Budget }, token),
            (place, request),
            new CallSubject(Name, request.Key, Changes: true, IsRecognised: false),
            deadline,
            cancellationToken).ConfigureAwait(false);
        return new DeleteResult((SaveStatus)result.Answer.Status, result.Answer.ActualVersion);
    }

    public override async Task<IReadOnlyList<ListedRecord>> ListAsync(ListRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CallResult<ListAnswer> result = await calls.RunAsync(
            static (grains, state, attempt, token) => WorkerOf(grains).ListAsync(
                new ListCall
                {
                    Place = state.place,
                    ClassName = state.request.ClassName,
                    After = state.request.After,
                    Limit = state.request.Limit,
                    UpdatedSince = state.request.UpdatedSince,
                    UpdatedBefore = state.request.UpdatedBefore,
                    Budget = attempt.Budget,
                },
                token),
            (place, request),
            new CallSubject(Name, null, Changes: false),
            deadline,
            cancellationToken).ConfigureAwait(false);
        ListAnswer page = result.Answer;
        return [.. page.Ids.Select((id, i) => new ListedRecord(id, page.Infos[i].ToInfo()))];
    }

    public override async Task<RecordCounts> CountAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CallResult<CountAnswer> result = await calls.RunAsync(
            static (grains, place, attempt, token) => WorkerOf(grains).CountAsync(new CountCall { Place = place, Budget = attempt.Budget }, token),
            place,
            new CallSubject(Name, null, Changes: false),
            deadline,
            cancellationToken).ConfigureAwait(false);
        return result.Answer.ToCounts();
    }

    public override async Task ProbeAsync(CancellationToken cancellationToken) => await calls.RunAsync(
        static async (grains, place, _, token) =>
        {
            await WorkerOf(grains).ProbeAsync(place, token).ConfigureAwait(false);
            return true;
        },
        place,
        new CallSubject(Name, null, Changes: false),
        Deadline.After(calls.Time, ProbeBound),
        cancellationToken).ConfigureAwait(false);

    /// <summary>Nothing is open here: the client belongs to the host.</summary>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Sends one write to its grain.</summary>
    public async Task<SaveResult> SaveAloneAsync(SaveRequest request, Deadline deadline, bool isRepeat, CancellationToken cancellationToken)
    {
        var subject = new CallSubject(Name, request.Key, Changes: true, WasSent: isRepeat);
        CallResult<SaveAnswer> result = await calls.RunAsync(
            static (grains, state, attempt, token) => GrainOf(grains, state.request.Key).SaveAsync(
                SaveCall.Of(state.place, state.request, attempt.Budget, attempt.WasLost), token),
            (place, request),
            subject,
            deadline,
            cancellationToken).ConfigureAwait(false);
        SaveResult saved = result.Answer.ToResult();
        return result.WasLost && saved.Status is SaveStatus.Conflict or SaveStatus.NotFound
            ? throw ClusterFailure.Lost(subject, null)
            : saved;
    }

    private static TimeSpan ProbeBound { get; } = TimeSpan.FromSeconds(3);

    private static IRecordGrain GrainOf(IGrainFactory grains, RecordKey key) => grains.GetGrain<IRecordGrain>(key.Id, key.ClassName);

    private static IStoreGrain WorkerOf(IGrainFactory grains) => grains.GetGrain<IStoreGrain>(0);

    /// <summary>What to say to a write that no message carries; null if one does.</summary>
    public StorageValidationException? Oversize(SaveRequest request) => request.Data.Length <= MaxMessageData ? null : new StorageValidationException(
        ErrorCodes.RecordTooLarge,
        $"Record {request.Key} has {request.Data.Length} bytes, more than the {MaxMessageData} that a message to the cluster carries. Nothing was sent. Split it into several records.")
    {
        Store = Name,
        ClassName = request.Key.ClassName,
        Id = request.Key.Id,
    };
}
