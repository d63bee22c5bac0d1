using StackExchange.Redis;

namespace Toast.Redis;

/// <summary>
/// Shares records with services that use pydantic-toast: keys <c>pydantic_toast:class:id</c> and its envelope. A write reads the value, decides, and
/// replaces it only if it is still the same, compared in the server. See docs/stores/redis.md for what this layout cannot do.
/// </summary>
internal sealed class PydanticToastBackend : StorageBackend, ISupportsConditionalSave, ISupportsDelete, ISupportsListing, ISupportsCounting, ISupportsProbe, IReportsSettings
{
    /// <summary>How often a write is tried whose record is changed by others in between.</summary>
    private const int MaxRounds = 64;

    private const string ReplaceText = """
        local found = redis.call('GET', KEYS[1])
        if (found and redis.sha1hex(found) or '') ~= ARGV[1] then
          return 0
        end
        if ARGV[2] == '' then
          redis.call('DEL', KEYS[1])
        else
          redis.call('SET', KEYS[1], ARGV[2])
        end
        return 1
        """;

    // Scripts also go to a replica, which then says that it is one; the plain commands are not sent there at all.
    private const string StoreText = "return redis.call('SET', KEYS[1], ARGV[1])";
    private const string DeleteText = "return redis.call('DEL', KEYS[1])";

    private readonly RedisPlace place;
    private readonly RecordKeys keys;
    private readonly Script store = new(StoreText);
    private readonly Script delete = new(DeleteText);
    private readonly Script replace = new(ReplaceText);
    private readonly TimeProvider clock = TimeProvider.System;

    public PydanticToastBackend(StorageUrl url, RedisSettings settings)
        : base(url)
    {
        place = new RedisPlace(url, settings, null, settings.Database);
        keys = new RecordKeys(settings.Prefix);
    }

    /// <summary>There is no member for write ids.</summary>
    public bool RecognisesRepeats => false;

    public override long MaxRecordBytes => RedisDefaults.MaxRecordBytes;

    public IReadOnlyDictionary<string, string> Settings => place.Durability.Settings;

    public IReadOnlyList<string> Warnings => place.Durability.Warnings;

    public override Task ConnectAsync(CancellationToken cancellationToken) => place.ConnectAsync(cancellationToken);

    public override Task DisconnectAsync(CancellationToken cancellationToken)
    {
        place.Disconnect();
        return Task.CompletedTask;
    }

    public override async Task SaveAsync(StoredRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        await store.RunAsync(place, [keys.Of(record.Key)], [PydanticToastEnvelope.Write(record)], record.Key, cancellationToken).ConfigureAwait(false);
    }

    public async Task<SaveResult> SaveAsync(SaveRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        for (int round = 0; round < MaxRounds; round++)
        {
            (StoredRecord? current, string hash) = await ReadAsync(request.Key, cancellationToken).ConfigureAwait(false);
            SaveStatus status = request.Condition.Decide(current);
            if (status != SaveStatus.Saved)
            {
                return SaveResult.Refused(status, current?.Version ?? 0);
            }

            StoredRecord next = Next(request, current);
            if (await ReplaceAsync(request.Key, hash, PydanticToastEnvelope.Write(next), cancellationToken).ConfigureAwait(false))
            {
                return SaveResult.Saved(next);
            }
        }

        throw place.Failures.Contended(request.Key);
    }

    public override async Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken) =>
        (await ReadAsync(key, cancellationToken).ConfigureAwait(false)).Record;

    public async Task<DeleteResult> DeleteAsync(DeleteRequest request, CancellationToken cancellationToken)
    {
        if (request.Condition.Kind == SaveConditionKind.Any)
        {
            // Also gets rid of a value that is no record.
            RedisResult gone = await delete.RunAsync(place, [keys.Of(request.Key)], [], request.Key, cancellationToken).ConfigureAwait(false);
            return new DeleteResult((long)gone == 1 ? SaveStatus.Saved : SaveStatus.NotFound, 0);
        }

        for (int round = 0; round < MaxRounds; round++)
        {
            (StoredRecord? current, string hash) = await ReadAsync(request.Key, cancellationToken).ConfigureAwait(false);
            SaveStatus status = current is null ? SaveStatus.NotFound : request.Condition.Decide(current);
            if (status != SaveStatus.Saved || await ReplaceAsync(request.Key, hash, [], cancellationToken).ConfigureAwait(false))
            {
                return new DeleteResult(status, current?.Version ?? 0);
            }
        }

        throw place.Failures.Contended(request.Key);
    }

    public async Task<IReadOnlyList<ListedRecord>> ListAsync(ListRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var page = new List<ListedRecord>();
        foreach (Guid id in await KeyScan.FindAsync(place, keys, request.ClassName, request.After, cancellationToken).ConfigureAwait(false))
        {
            if (page.Count == request.Limit)
            {
                break;
            }

            var key = new RecordKey(request.ClassName, id);
            if (await LoadAsync(key, cancellationToken).ConfigureAwait(false) is { } record && Lister.IsListed(record, request))
            {
                page.Add(new ListedRecord(id, new RecordInfo(record.Version, record.SchemaVersion, record.Created, record.Updated, null)));
            }
        }

        return page;
    }

    public Task<RecordCounts> CountAsync(CancellationToken cancellationToken) => new Counter(place, keys).CountAsync(cancellationToken);

    public Task ProbeAsync(CancellationToken cancellationToken) => place.ProbeAsync(cancellationToken);

    /// <summary>The record as it will be. Its time moves on by a microsecond at least, since it is the version too.</summary>
    private StoredRecord Next(SaveRequest request, StoredRecord? current)
    {
        long now = Envelope.MicrosecondsOf(clock.GetUtcNow());
        long updated = current is null ? now : Math.Max(now, current.Version + 1);
        return new StoredRecord
        {
            Key = request.Key,
            Data = request.Data,
            SchemaVersion = request.SchemaVersion,
            Version = updated,
            Created = current?.Created ?? Envelope.TimeOf(updated),
            Updated = Envelope.TimeOf(updated),
        };
    }

    private async Task<(StoredRecord? Record, string Hash)> ReadAsync(RecordKey key, CancellationToken cancellationToken)
    {
        RedisValue value = await place.RunAsync(place.Commands.StringGetAsync(keys.Of(key)), key, writes: false, cancellationToken).ConfigureAwait(false);
        if (value.IsNull)
        {
            return (null, "");
        }

        ReadOnlyMemory<byte> bytes = RedisClient.BytesOf(value);
        return (PydanticToastEnvelope.Read(key, bytes) ?? throw place.Failures.Corrupt(key), Script.HashOf(bytes.Span));
    }

    private async Task<bool> ReplaceAsync(RecordKey key, string hash, byte[] value, CancellationToken cancellationToken) =>
        (long)await replace.RunAsync(place, [keys.Of(key)], [hash, value], key, cancellationToken).ConfigureAwait(false) == 1;
}
