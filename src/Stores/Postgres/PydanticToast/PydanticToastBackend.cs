using Npgsql;
using NpgsqlTypes;

namespace Toast.Postgres;

/// <summary>
/// Shares records with services that use pydantic-toast: the table <c>external_models</c> as that library documents it, left as it is. See
/// docs/stores/postgresql.md for what this layout cannot do.
/// </summary>
internal sealed class PydanticToastBackend : StorageBackend, ISupportsConditionalSave, ISupportsDelete, ISupportsListing, ISupportsProbe
{
    private const int MaxRounds = 8;

    private readonly PostgresPlace place;
    private readonly PydanticToastSql sql;
    private Connections? connections;

    public PydanticToastBackend(StorageUrl url, PostgresSettings settings)
        : base(url)
    {
        place = new PostgresPlace(url, settings, null, new PydanticToastTable(settings.Table, settings.Gin));
        sql = new PydanticToastSql(settings.Table);
    }

    /// <summary>There is no column for write ids.</summary>
    public bool RecognisesRepeats => false;

    public override long MaxRecordBytes => PostgresDefaults.MaxRecordBytes;

    private Connections Connections => connections ?? throw new InvalidOperationException($"Call {nameof(ConnectAsync)} first.");

    public override async Task ConnectAsync(CancellationToken cancellationToken) =>
        connections = await place.ConnectAsync(cancellationToken).ConfigureAwait(false);

    public override Task DisconnectAsync(CancellationToken cancellationToken)
    {
        connections = null;
        return place.DisconnectAsync();
    }

    public override async Task SaveAsync(StoredRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        var command = new NpgsqlBatchCommand(sql.Store);
        command.AddKey(record.Key);
        command.Add(NpgsqlDbType.Integer, record.SchemaVersion);
        command.Add(NpgsqlDbType.Jsonb, Plain(record.Key, record.Data));
        command.Add(NpgsqlDbType.TimestampTz, record.Created.UtcDateTime);
        command.Add(NpgsqlDbType.TimestampTz, record.Updated.UtcDateTime);
        if (await RunAsync(command, record.Key, true, cancellationToken).ConfigureAwait(false) is null)
        {
            throw TakenByAnother(record.Key);
        }
    }

    public async Task<SaveResult> SaveAsync(SaveRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        for (int round = 0; round < MaxRounds; round++)
        {
            if (await RunAsync(CommandOf(request), request.Key, true, cancellationToken).ConfigureAwait(false) is { } written)
            {
                return written.ToSaved();
            }

            RecordHead? found = await LookUpAsync(request.Key, cancellationToken).ConfigureAwait(false);
            bool creates = request.Condition.Kind is SaveConditionKind.Any or SaveConditionKind.Missing;
            if (creates && found is { } other && other.Key.ClassName != request.Key.ClassName)
            {
                throw TakenByAnother(request.Key);
            }

            SaveStatus status = request.Condition.Decide(RecordOf(found, request.Key));
            if (status != SaveStatus.Saved)
            {
                return SaveResult.Refused(status, status == SaveStatus.Conflict ? found!.Value.Version : 0);
            }
        }

        throw place.Failures.Contended(request.Key);
    }

    public override async Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken)
    {
        var command = new NpgsqlBatchCommand(sql.Load);
        command.AddKey(key);
        using var batch = new NpgsqlBatch { BatchCommands = { command } };
        return await Connections.RunAsync(
            batch,
            key,
            false,
            static async (reader, token) => await reader.ReadAsync(token).ConfigureAwait(false)
                ? Record(RecordHead.Read(reader), reader.GetInt32(RecordHead.Columns), reader.GetFieldValue<byte[]>(RecordHead.Columns + 1))
                : null,
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<DeleteResult> DeleteAsync(DeleteRequest request, CancellationToken cancellationToken)
    {
        for (int round = 0; round < MaxRounds; round++)
        {
            if (request.Condition.Kind != SaveConditionKind.Missing)
            {
                var command = new NpgsqlBatchCommand(sql.Delete);
                AddMatch(command, request.Key, request.Condition);
                if (await RunAsync(command, request.Key, true, cancellationToken).ConfigureAwait(false) is { } deleted)
                {
                    return new DeleteResult(SaveStatus.Saved, deleted.Version);
                }
            }

            StoredRecord? found = RecordOf(await LookUpAsync(request.Key, cancellationToken).ConfigureAwait(false), request.Key);
            SaveStatus status = found is null ? SaveStatus.NotFound : request.Condition.Decide(found);
            if (status != SaveStatus.Saved)
            {
                return new DeleteResult(status, found?.Version ?? 0);
            }
        }

        throw place.Failures.Contended(request.Key);
    }

    public async Task<IReadOnlyList<ListedRecord>> ListAsync(ListRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var command = new NpgsqlBatchCommand(sql.List);
        command.Add(NpgsqlDbType.Text, request.ClassName);
        command.AddOrNull(NpgsqlDbType.Uuid, request.After);
        command.AddOrNull<DateTime>(NpgsqlDbType.TimestampTz, request.UpdatedSince?.UtcDateTime);
        command.AddOrNull<DateTime>(NpgsqlDbType.TimestampTz, request.UpdatedBefore?.UtcDateTime);
        command.Add(NpgsqlDbType.Integer, request.Limit);
        using var batch = new NpgsqlBatch { BatchCommands = { command } };
        return await Connections.RunAsync<IReadOnlyList<ListedRecord>>(
            batch,
            null,
            false,
            static async (reader, token) =>
            {
                var page = new List<ListedRecord>();
                while (await reader.ReadAsync(token).ConfigureAwait(false))
                {
                    RecordHead head = RecordHead.Read(reader);
                    page.Add(new ListedRecord(
                        head.Key.Id, new RecordInfo(head.Version, reader.GetInt32(RecordHead.Columns), head.Created, head.Updated, null)));
                }

                return page;
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        using var batch = new NpgsqlBatch { BatchCommands = { new NpgsqlBatchCommand("SELECT 1") } };
        await Connections.RunAsync(
            batch, null, false, static async (reader, token) => await reader.ReadAsync(token).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);
    }

    private static void AddMatch(NpgsqlBatchCommand command, RecordKey key, SaveCondition condition)
    {
        command.AddKey(key);
        bool versioned = condition.Kind == SaveConditionKind.VersionIs;
        command.AddOrNull(NpgsqlDbType.Bigint, versioned ? condition.Version : (long?)null);
        command.AddOrNull<DateTime>(NpgsqlDbType.TimestampTz, versioned ? condition.Created?.UtcDateTime : null);
    }

    private static StoredRecord? RecordOf(RecordHead? found, RecordKey key) =>
        found is { } head && head.Key.ClassName == key.ClassName ? Record(head, 1, default) : null;

    private static StoredRecord Record(RecordHead head, int schemaVersion, ReadOnlyMemory<byte> data) => new()
    {
        Key = head.Key,
        Data = data,
        SchemaVersion = schemaVersion,
        Version = head.Version,
        Created = head.Created,
        Updated = head.Updated,
    };

    private NpgsqlBatchCommand CommandOf(SaveRequest request)
    {
        ReadOnlyMemory<byte> data = Plain(request.Key, request.Data);
        if (request.Condition.Kind is SaveConditionKind.Any or SaveConditionKind.Missing)
        {
            var insert = new NpgsqlBatchCommand(request.Condition.Kind == SaveConditionKind.Any ? sql.Upsert : sql.Insert);
            insert.AddKey(request.Key);
            insert.Add(NpgsqlDbType.Integer, request.SchemaVersion);
            insert.Add(NpgsqlDbType.Jsonb, data);
            return insert;
        }

        var update = new NpgsqlBatchCommand(sql.Update);
        AddMatch(update, request.Key, request.Condition);
        update.Add(NpgsqlDbType.Integer, request.SchemaVersion);
        update.Add(NpgsqlDbType.Jsonb, data);
        return update;
    }

    private async Task<RecordHead?> LookUpAsync(RecordKey key, CancellationToken cancellationToken)
    {
        var command = new NpgsqlBatchCommand(sql.LookUp);
        command.Add(NpgsqlDbType.Uuid, key.Id);
        return await RunAsync(command, key, false, cancellationToken).ConfigureAwait(false);
    }

    private async Task<RecordHead?> RunAsync(NpgsqlBatchCommand command, RecordKey key, bool writes, CancellationToken cancellationToken)
    {
        using var batch = new NpgsqlBatch { BatchCommands = { command } };
        return await Connections.RunAsync<RecordHead?>(
            batch,
            key,
            writes,
            static async (reader, token) => await reader.ReadAsync(token).ConfigureAwait(false) ? RecordHead.Read(reader) : null,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Data that a Python reader takes for what it is: this layout has no place to say that it was written differently.</summary>
    private ReadOnlyMemory<byte> Plain(RecordKey key, ReadOnlyMemory<byte> data) => JsonbText.TryEscape(data, out _)
        ? throw new StorageValidationException(
            ErrorCodes.InvalidValue,
            $"Record {key} was not stored in {Url}: it holds U+0000 or a negative zero, which JSONB cannot hold in the layout of pydantic-toast. "
            + "Use Toast's own layout for it.")
        {
            Store = Url.ToString(),
            ClassName = key.ClassName,
            Id = key.Id,
        }
        : data;

    private ExternalStorageException TakenByAnother(RecordKey key) => new(
        ErrorCodes.StorageFailed,
        $"Record {key} was not stored in {Url}: a record of another class has this id, and in the layout of pydantic-toast the id alone is the key. "
        + "Use another id, or Toast's own layout.")
    {
        Store = Url.ToString(),
        ClassName = key.ClassName,
        Id = key.Id,
    };
}
