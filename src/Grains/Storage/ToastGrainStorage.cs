using Microsoft.Extensions.Logging;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using Toast.Engine;

namespace Toast.Grains.Storage;

/// <summary>
/// Keeps the states of any grain in a store of Toast, one record for each. Versions are compared in the store; writes of many grains that arrive together go
/// together. A grain state is changed as a whole after the store has answered, and not at all after a failure.
/// </summary>
internal sealed class ToastGrainStorage(
    string name,
    string serviceId,
    RecordStore store,
    ToastGrainStorageOptions options,
    IActivatorProvider activators,
    TimeProvider time,
    ILogger logger) : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    /// <summary>A record that nobody writes; asking for it opens the store.</summary>
    private static readonly RecordKey Nothing = new("grain.opening", new Guid("00000000-0000-8000-8000-000000000000"));

    private readonly GrainStorageErrors errors = new(name, logger);
    private readonly StateCodec codec = new(name, options);

    private Deadline NewDeadline => Deadline.After(time, options.Engine.OperationTimeout);

    public void Participate(ISiloLifecycle observer) =>
        observer.Subscribe($"{nameof(ToastGrainStorage)}-{name}", options.InitStage, OpenAsync, _ => store.DisposeAsync().AsTask());

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        GrainRecordKey key = GrainRecordKey.Of(serviceId, stateName, grainId);
        StoredRecord? record = await LoadAsync("read", key).ConfigureAwait(false);
        (T? state, bool exists) = record is null ? (default, false) : codec.Read<T>(record, key);
        Set(grainState, state ?? Fresh<T>(), record is null ? null : ETagOf(record), exists);
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        // What the grain may change while it waits is taken before anything is waited for.
        GrainRecordKey key = GrainRecordKey.Of(serviceId, stateName, grainId);
        string? sent = Sent(grainState);
        SaveCondition condition = ConditionOf(key, sent);
        ReadOnlyMemory<byte> data = codec.Write(grainState.State, key);
        string etag = await SaveAsync("write", key, data, condition, sent).ConfigureAwait(false);
        Set(grainState, grainState.State, etag, exists: true);
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        GrainRecordKey key = GrainRecordKey.Of(serviceId, stateName, grainId);
        string? sent = Sent(grainState);
        SaveCondition condition = ConditionOf(key, sent);
        T fresh = Fresh<T>();
        string? etag = sent is null ? await FindNothingAsync(key).ConfigureAwait(false)
            : options.DeleteStateOnClear ? await DeleteAsync(key, condition, sent).ConfigureAwait(false)
            : await SaveAsync("clear", key, codec.WriteCleared(key), condition, sent).ConfigureAwait(false);
        Set(grainState, fresh, etag, exists: false);
    }

    private static void Set<T>(IGrainState<T> grainState, T state, string? etag, bool exists)
    {
        grainState.State = state;
        grainState.ETag = etag;
        grainState.RecordExists = exists;
    }

    private static string? Sent<T>(IGrainState<T> grainState) => string.IsNullOrWhiteSpace(grainState.ETag) ? null : grainState.ETag;

    private static string ETagOf(StoredRecord record) => new GrainETag(record.Version, record.Created).ToString();

    private static SaveCondition ConditionOf(GrainRecordKey key, string? sent) =>
        sent is null ? SaveCondition.Missing : GrainETag.Parse(sent)?.Condition ?? throw GrainStorageErrors.ForeignETag(key, sent);

    private T Fresh<T>() => activators.GetActivator<T>().Create();

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        string place = options.Backend?.Url.ToString() ?? StorageUrl.Parse(options.Url!).ToString();
        if (!store.Capabilities.HasFlag(StoreCapabilities.ConditionalSave))
        {
            Log.CannotCompare(logger, name, place);
        }

        try
        {
            await store.LoadAsync(Nothing, fresh: true, NewDeadline, cancellationToken).ConfigureAwait(false);
        }
        catch (ExternalStorageException e)
        {
            throw errors.NotOpened(e);
        }

        Log.Opened(logger, name, place);
    }

    private async Task<StoredRecord?> LoadAsync(string operation, GrainRecordKey key)
    {
        try
        {
            return await store.LoadAsync(key.Record, fresh: true, NewDeadline, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ExternalStorageException or ObjectDisposedException)
        {
            throw errors.Of(operation, key, e);
        }
    }

    private async Task<string> SaveAsync(string operation, GrainRecordKey key, ReadOnlyMemory<byte> data, SaveCondition condition, string? sent)
    {
        var request = new SaveRequest { Key = key.Record, Data = data, Condition = condition, WriteId = WriteIds.New() };
        SaveResult result;
        try
        {
            result = await store.SaveAsync(request, NewDeadline, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ExternalStorageException or ObjectDisposedException)
        {
            throw errors.Of(operation, key, e);
        }

        return result.Status switch
        {
            SaveStatus.Saved => new GrainETag(result.Version, result.Created).ToString(),
            SaveStatus.Failed => throw errors.Of(operation, key, result.Error!),
            _ => throw GrainStorageErrors.Conflict(key, sent, result.Version),
        };
    }

    private async Task<string?> DeleteAsync(GrainRecordKey key, SaveCondition condition, string sent)
    {
        DeleteResult result;
        try
        {
            result = await store.DeleteAsync(new DeleteRequest(key.Record, condition), NewDeadline, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ExternalStorageException or ObjectDisposedException)
        {
            throw errors.Of("clear", key, e);
        }

        return result.Status == SaveStatus.Saved ? null : throw GrainStorageErrors.Conflict(key, sent, result.ActualVersion);
    }

    /// <summary>A clear by a grain that knows of no state: fine where there is none, a conflict where there is one.</summary>
    private async Task<string?> FindNothingAsync(GrainRecordKey key)
    {
        if (await LoadAsync("clear", key).ConfigureAwait(false) is not { } record)
        {
            return null;
        }

        return codec.IsCleared(record, key) ? ETagOf(record) : throw GrainStorageErrors.Conflict(key, null, record.Version);
    }
}
