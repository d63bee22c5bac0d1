using Npgsql;
using NpgsqlTypes;

namespace Toast.Benchmarks.Peers;

/// <summary>The call pattern of pydantic-toast: for each operation a pool of ten connections is opened, two statements make sure of the table, one writes, and all is closed.</summary>
internal sealed class PoolPerOperation(string connectionString)
{
    public async Task InsertAsync(Guid id, byte[] json)
    {
        await using NpgsqlDataSource pool = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = true, MaxPoolSize = 10 });
        NpgsqlConnection[] connections = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => pool.OpenConnectionAsync().AsTask()));
        await RunAsync(connections[0], "CREATE TABLE IF NOT EXISTS external_models (id uuid PRIMARY KEY, class_name text NOT NULL, data jsonb NOT NULL)");
        await RunAsync(connections[0], "CREATE INDEX IF NOT EXISTS idx_class_name ON external_models (class_name)");
        await using (var command = new NpgsqlCommand("INSERT INTO external_models (id, class_name, data) VALUES ($1, $2, $3)", connections[0]))
        {
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = nameof(SmallModel) });
            command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = json, NpgsqlDbType = NpgsqlDbType.Jsonb });
            await command.ExecuteNonQueryAsync();
        }

        foreach (NpgsqlConnection connection in connections)
        {
            await connection.DisposeAsync();
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
