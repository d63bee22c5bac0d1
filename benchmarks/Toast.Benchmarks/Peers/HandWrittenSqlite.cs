using Microsoft.Data.Sqlite;

namespace Toast.Benchmarks.Peers;

/// <summary>
/// What a careful person writes by hand with Microsoft.Data.Sqlite: the same columns, the same durability (WAL, synchronous = FULL), one prepared
/// upsert, one connection.
/// </summary>
internal sealed class HandWrittenSqlite : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand insert;
    private readonly SqliteCommand select;

    public HandWrittenSqlite(string path)
    {
        connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        Execute(
            """
            CREATE TABLE records (
                class_name TEXT NOT NULL, id TEXT NOT NULL, data TEXT NOT NULL, schema_version INTEGER NOT NULL, version INTEGER NOT NULL,
                created INTEGER NOT NULL, updated INTEGER NOT NULL, expires INTEGER, PRIMARY KEY (class_name, id)) WITHOUT ROWID
            """);
        insert = connection.CreateCommand();
        insert.CommandText =
            """
            INSERT INTO records VALUES ($class, $id, $data, 1, 1, $now, $now, NULL)
            ON CONFLICT (class_name, id) DO UPDATE SET data = excluded.data, version = version + 1, updated = excluded.updated
            """;
        foreach (string name in new[] { "$class", "$id", "$data", "$now" })
        {
            insert.Parameters.Add(new SqliteParameter(name, null));
        }

        select = connection.CreateCommand();
        select.CommandText = "SELECT data FROM records WHERE class_name = $class AND id = $id";
        select.Parameters.Add(new SqliteParameter("$class", nameof(SmallModel)));
        select.Parameters.Add(new SqliteParameter("$id", null));
    }

    /// <summary>One read.</summary>
    public string? Select(Guid id)
    {
        select.Parameters[1].Value = id.ToString("D");
        return (string?)select.ExecuteScalar();
    }

    /// <summary>One transaction for each record.</summary>
    public void Insert(Guid id, string json)
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        Bind(id, json);
        insert.Transaction = transaction;
        insert.ExecuteNonQuery();
        transaction.Commit();
    }

    /// <summary>One transaction for many records.</summary>
    public void InsertMany(IEnumerable<(Guid Id, string Json)> rows)
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        insert.Transaction = transaction;
        foreach ((Guid id, string json) in rows)
        {
            Bind(id, json);
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    public void Dispose()
    {
        insert.Dispose();
        select.Dispose();
        connection.Dispose();
    }

    private void Bind(Guid id, string json)
    {
        insert.Parameters[0].Value = nameof(SmallModel);
        insert.Parameters[1].Value = id.ToString("D");
        insert.Parameters[2].Value = json;
        insert.Parameters[3].Value = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1000;
    }

    private void Execute(string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
