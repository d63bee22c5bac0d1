using Npgsql;
using Toast.Servers;

namespace Toast.Postgres.Tests;

/// <summary>A database of its own on the shared server, and what tests ask of it.</summary>
public abstract class PostgresTest : IAsyncLifetime
{
    private readonly List<StorageBackend> opened = [];
    private string server = "";

    protected string Database { get; } = "t_" + Guid.NewGuid().ToString("N");

    public virtual async Task InitializeAsync()
    {
        try
        {
            server = await SharedServers.PostgresUrlAsync();
        }
        catch (ServerUnavailableException absent)
        {
            Skip.If(true, absent.Message);
        }

        await ExecuteAsync($"CREATE DATABASE {Database}", "postgres");
    }

    public virtual async Task DisposeAsync()
    {
        foreach (StorageBackend backend in opened)
        {
            await backend.DisconnectAsync(default);
        }

        if (server.Length > 0)
        {
            await ExecuteAsync($"DROP DATABASE IF EXISTS {Database} WITH (FORCE)", "postgres");
        }
    }

    protected static RecordKey NewKey(string className = "Order") => new(className, Guid.CreateVersion7());

    protected static SaveRequest Write(RecordKey key, string json, SaveCondition condition = default) => new()
    {
        Key = key,
        Data = System.Text.Encoding.UTF8.GetBytes(json),
        Condition = condition,
        WriteId = Guid.NewGuid(),
    };

    protected static string Json(StoredRecord? record) => System.Text.Encoding.UTF8.GetString(Assert.IsType<StoredRecord>(record).Data.Span);

    /// <summary>The URL of the test's database.</summary>
    protected string Url(string options = "", string? user = null, string? password = null)
    {
        StorageUrl parsed = StorageUrl.Parse(server);
        string login = $"{user ?? parsed.Credential!.RevealUserName()}:{Uri.EscapeDataString(password ?? parsed.Credential!.RevealPassword() ?? "")}";
        return $"postgresql://{login}@{string.Join(',', parsed.Hosts)}/{Database}" + (options.Length > 0 ? "?" + options : "");
    }

    protected async Task<T> OpenAsync<T>(string options = "")
        where T : class =>
        (await OpenAsync(options) as T)!;

    protected async Task<StorageBackend> OpenAsync(string options = "")
    {
        StorageBackend backend = PostgresBackend.Open(StorageUrl.Parse(Url(options)));
        await backend.ConnectAsync(default);
        opened.Add(backend);
        return backend;
    }

    protected string ConnectionString(string? database = null)
    {
        StorageUrl parsed = StorageUrl.Parse(server);
        return new NpgsqlConnectionStringBuilder
        {
            Host = parsed.Hosts[0].Name,
            Port = parsed.Hosts[0].Port ?? 5432,
            Username = parsed.Credential!.RevealUserName(),
            Password = parsed.Credential.RevealPassword(),
            Database = database ?? Database,
            Pooling = false,
        }.ConnectionString;
    }

    protected async Task ExecuteAsync(string sql, string? database = null)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    protected async Task<T> QueryAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
