using Npgsql;

namespace Toast.Postgres.Tests.PydanticToast;

/// <summary>A table as the Python library makes it, and its statements, written with a plain driver.</summary>
public abstract class PydanticToastTest : PostgresTest
{
    protected const string Layout = "layout=pydantic-toast";

    protected const string ClassName = "Order";

    protected const string Table = "external_models";

    /// <summary>What the library runs when it connects.</summary>
    private protected async Task ConnectAsPythonAsync()
    {
        await ExecuteAsync($"""
            CREATE TABLE IF NOT EXISTS {Table} (
                id UUID PRIMARY KEY,
                class_name VARCHAR(255) NOT NULL,
                data JSONB NOT NULL,
                schema_version INTEGER NOT NULL DEFAULT 1,
                created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT NOW(),
                updated_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT NOW()
            )
            """);
        await ExecuteAsync($"CREATE INDEX IF NOT EXISTS idx_{Table}_class_name ON {Table} (class_name)");
    }

    /// <summary>What the library does to save: the whole envelope goes into the column, with times of its own clock.</summary>
    private protected async Task SaveAsPythonAsync(RecordKey key, string members, int schemaVersion = 1)
    {
        string now = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", null) + "+00:00";
        string envelope = $$"""{"data": {{members}}, "schema_version": {{schemaVersion}}, "created_at": "{{now}}", "updated_at": "{{now}}"}""";
        await using var connection = new NpgsqlConnection(ConnectionString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"""
            INSERT INTO {Table} (id, class_name, data, schema_version, created_at, updated_at)
            VALUES ($1, $2, $3::jsonb, $4, $5, $5)
            ON CONFLICT (id) DO UPDATE SET data = EXCLUDED.data, updated_at = EXCLUDED.updated_at
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter { Value = key.Id });
        command.Parameters.Add(new NpgsqlParameter { Value = key.ClassName });
        command.Parameters.Add(new NpgsqlParameter { Value = envelope });
        command.Parameters.Add(new NpgsqlParameter { Value = schemaVersion });
        command.Parameters.Add(new NpgsqlParameter { Value = DateTime.UtcNow });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What the library does to load: it takes the member data of the column.</summary>
    private protected Task<string> LoadAsPythonAsync(RecordKey key) => QueryAsync<string>(
        $"SELECT (data -> 'data')::text FROM {Table} WHERE id = '{key.Id}' AND class_name = '{key.ClassName}'");

    private protected Task<PydanticToastBackend> OpenSharedAsync(string options = "") => OpenAsync<PydanticToastBackend>(Layout + options);

    private protected static string Text(StoredRecord? record) => Json(record);

    private protected static SaveRequest Request(
        RecordKey key, string json = """{"total": 1}""", SaveCondition condition = default, int increment = 1, TimeSpan? timeToLive = null) =>
        Write(key, json, condition) with { Increment = increment, TimeToLive = timeToLive };
}
