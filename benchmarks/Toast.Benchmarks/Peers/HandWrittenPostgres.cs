using Npgsql;
using NpgsqlTypes;

namespace Toast.Benchmarks.Peers;

/// <summary>
/// What a careful person writes by hand with Npgsql: the same columns, prepared statements, a pool of the same size, the document as UTF-8 bytes.
/// </summary>
internal sealed class HandWrittenPostgres : IAsyncDisposable
{
    private const string Upsert = """
        INSERT INTO hand_written AS r (class_name, id, schema_version, version, created, updated, data) VALUES ($1, $2, 1, 1, now(), now(), $3)
        ON CONFLICT (class_name, id) DO UPDATE SET version = r.version + 1, updated = now(), data = excluded.data
        RETURNING version, created, updated
        """;

    private const string UpsertMany = """
        INSERT INTO hand_written AS r (class_name, id, schema_version, version, created, updated, data)
        SELECT u.class_name, u.id, 1, 1, now(), now(), u.data FROM unnest($1::text[], $2::uuid[], $3::jsonb[]) AS u (class_name, id, data)
        ON CONFLICT (class_name, id) DO UPDATE SET version = r.version + 1, updated = now(), data = excluded.data
        RETURNING id, version, created, updated
        """;

    private readonly NpgsqlDataSource dataSource;

    private HandWrittenPostgres(NpgsqlDataSource dataSource) => this.dataSource = dataSource;

    public static async Task<HandWrittenPostgres> OpenAsync(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = true,
            MaxPoolSize = 20,
            MaxAutoPrepare = 32,
            AutoPrepareMinUsages = 1,
            NoResetOnClose = true,
            Timeout = 60,
        };
        var peer = new HandWrittenPostgres(NpgsqlDataSource.Create(settings));
        await using NpgsqlCommand create = peer.dataSource.CreateCommand("""
            CREATE TABLE IF NOT EXISTS hand_written (
              class_name text COLLATE "C" NOT NULL, id uuid NOT NULL, schema_version integer NOT NULL, version bigint NOT NULL,
              created timestamptz NOT NULL, updated timestamptz NOT NULL, data jsonb NOT NULL, PRIMARY KEY (class_name, id))
            """);
        await create.ExecuteNonQueryAsync();
        return peer;
    }

    /// <summary>One record, committed on its own.</summary>
    public async Task InsertAsync(Guid id, byte[] json)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(Upsert);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = nameof(SmallModel) });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = json, NpgsqlDbType = NpgsqlDbType.Jsonb });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
    }

    /// <summary>Many records in one statement.</summary>
    public async Task InsertManyAsync(Guid[] ids, byte[][] json)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(UpsertMany);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. ids.Select(_ => nameof(SmallModel))] });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = ids });
        command.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = json, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            _ = (reader.GetGuid(0), reader.GetInt64(1), reader.GetDateTime(2), reader.GetDateTime(3));
        }
    }

    /// <summary>One read.</summary>
    public async Task<byte[]> SelectAsync(Guid id)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            "SELECT version, created, updated, data FROM hand_written WHERE class_name = $1 AND id = $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = nameof(SmallModel) });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return reader.GetFieldValue<byte[]>(3);
    }

    public ValueTask DisposeAsync() => dataSource.DisposeAsync();
}
