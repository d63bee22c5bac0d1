using Npgsql;
using NpgsqlTypes;

namespace Toast.Postgres;

/// <summary>Reads records.</summary>
internal sealed class Reader(RecordSql sql, Connections connections)
{
    private const int SchemaVersion = RecordHead.Columns;
    private const int WriteId = SchemaVersion + 1;
    private const int Escaped = WriteId + 1;
    private const int Data = Escaped + 1;

    public async Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken)
    {
        var command = new NpgsqlBatchCommand(sql.LoadOne);
        command.AddKey(key);
        using var batch = new NpgsqlBatch { BatchCommands = { command } };
        return await connections.RunAsync(
            batch,
            key,
            Use.Read,
            async (reader, token) => await reader.ReadAsync(token).ConfigureAwait(false) ? Record(reader) : null,
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<StoredRecord?>> LoadManyAsync(IReadOnlyList<RecordKey> keys, CancellationToken cancellationToken)
    {
        var command = new NpgsqlBatchCommand(sql.LoadMany);
        command.AddKeys(keys);
        using var batch = new NpgsqlBatch { BatchCommands = { command } };
        var records = new StoredRecord?[keys.Count];
        await connections.RunAsync(
            batch,
            null,
            Use.Read,
            async (reader, token) =>
            {
                var positions = new KeyPositions(keys);
                while (await reader.ReadAsync(token).ConfigureAwait(false))
                {
                    StoredRecord record = Record(reader);
                    records[positions.Of(record.Key)] = record;
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return records;
    }

    public async Task<RecordInfo?> GetInfoAsync(RecordKey key, CancellationToken cancellationToken)
    {
        var command = new NpgsqlBatchCommand(sql.Info);
        command.AddKey(key);
        using var batch = new NpgsqlBatch { BatchCommands = { command } };
        return await connections.RunAsync(
            batch,
            key,
            Use.Read,
            static async (reader, token) => await reader.ReadAsync(token).ConfigureAwait(false) ? Info(reader) : null,
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<ListedRecord>> ListAsync(ListRequest request, CancellationToken cancellationToken)
    {
        var command = new NpgsqlBatchCommand(request.After is null ? sql.ListFirst : sql.List);
        command.Add(NpgsqlDbType.Text, request.ClassName);
        command.Add(NpgsqlDbType.Uuid, request.After ?? Guid.Empty);
        command.AddOrNull<DateTime>(NpgsqlDbType.TimestampTz, request.UpdatedSince?.UtcDateTime);
        command.AddOrNull<DateTime>(NpgsqlDbType.TimestampTz, request.UpdatedBefore?.UtcDateTime);
        command.Add(NpgsqlDbType.Integer, request.Limit);
        using var batch = new NpgsqlBatch { BatchCommands = { command } };
        return await connections.RunAsync<IReadOnlyList<ListedRecord>>(
            batch,
            null,
            Use.Read,
            static async (reader, token) =>
            {
                var page = new List<ListedRecord>();
                while (await reader.ReadAsync(token).ConfigureAwait(false))
                {
                    page.Add(new ListedRecord(reader.GetGuid(0), Info(reader)));
                }

                return page;
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<RecordCounts> CountAsync(CancellationToken cancellationToken)
    {
        using var batch = new NpgsqlBatch { BatchCommands = { new NpgsqlBatchCommand(sql.Count) } };
        return await connections.RunAsync(
            batch,
            null,
            Use.Read,
            static async (reader, token) =>
            {
                var classes = new List<ClassCount>();
                while (await reader.ReadAsync(token).ConfigureAwait(false))
                {
                    classes.Add(new ClassCount(reader.GetString(0), reader.GetInt64(1)));
                }

                return new RecordCounts(classes);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public Task ProbeAsync(CancellationToken cancellationToken) => connections.TryOutAsync(cancellationToken);

    private static RecordInfo Info(NpgsqlDataReader reader) => new(
        reader.GetInt64(1), reader.GetInt32(5), RecordHead.Time(reader, 2), RecordHead.Time(reader, 3), RecordHead.TimeOrNull(reader, 4));

    private StoredRecord Record(NpgsqlDataReader reader)
    {
        RecordHead head = RecordHead.Read(reader);
        int schemaVersion = reader.GetInt32(SchemaVersion);
        if (head.Version < 1 || schemaVersion < 1)
        {
            throw connections.Failures.Corrupt(head.Key, "its version or schema version is below 1");
        }

        ReadOnlyMemory<byte> data = reader.GetFieldValue<byte[]>(Data);
        if (reader.GetBoolean(Escaped))
        {
            data = JsonbText.Unescape(data) ?? throw connections.Failures.Corrupt(head.Key, "its data is said to be escaped and is not");
        }

        return new StoredRecord
        {
            Key = head.Key,
            Data = data,
            SchemaVersion = schemaVersion,
            Version = head.Version,
            Created = head.Created,
            Updated = head.Updated,
            Expires = head.Expires,
            WriteId = reader.GetGuid(WriteId),
        };
    }
}
