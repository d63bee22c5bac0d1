using System.Text;
using Npgsql;
using Toast.Servers;

namespace Toast.Postgres.Tests.Support;

/// <summary>What the tests share: a table of their own in the shared server, short ways to make requests, and a plain driver beside the backend.</summary>
public abstract class StoreTest : IAsyncLifetime
{
    protected const string ClassName = "Order";

    private readonly List<StorageBackend> opened = [];

    protected string Table { get; } = "t_" + Guid.NewGuid().ToString("N");

    /// <summary>The URL of the shared server, without options.</summary>
    protected string ServerUrl { get; private set; } = "";

    public async Task InitializeAsync()
    {
        try
        {
            ServerUrl = await SharedServers.PostgresUrlAsync();
        }
        catch (ServerUnavailableException absent)
        {
            Skip.If(true, absent.Message);
        }
    }

    public async Task DisposeAsync()
    {
        foreach (StorageBackend backend in opened)
        {
            await backend.DisconnectAsync(default);
        }

        if (ServerUrl.Length > 0)
        {
            await ExecuteAsync($"DROP TABLE IF EXISTS {Table}");
        }
    }

    protected static RecordKey NewKey(string className = ClassName) => new(className, Guid.NewGuid());

    protected static SaveRequest Request(
        RecordKey key, string json = """{"total": 1}""", SaveCondition condition = default, int increment = 1, TimeSpan? timeToLive = null) => new()
        {
            Key = key,
            Data = Encoding.UTF8.GetBytes(json),
            Condition = condition,
            Increment = increment,
            TimeToLive = timeToLive,
            WriteId = Guid.NewGuid(),
        };

    protected static string Text(StoredRecord? record) => Encoding.UTF8.GetString(Assert.IsType<StoredRecord>(record).Data.Span);

    protected string UrlWith(string options = "") => $"{ServerUrl}?table={Table}&max_pool_size=5{options}";

    /// <summary>A connected backend on the table of this test.</summary>
    protected Task<PostgresBackend> OpenAsync(string options = "") => OpenUrlAsync<PostgresBackend>(UrlWith(options));

    protected async Task<T> OpenUrlAsync<T>(string url)
        where T : StorageBackend
    {
        var backend = (T)PostgresBackend.Open(StorageUrl.Parse(url));
        await ConnectAsync(backend);
        return backend;
    }

    protected async Task ConnectAsync(StorageBackend backend)
    {
        await backend.ConnectAsync(default);
        opened.Add(backend);
    }

    protected async Task<NpgsqlConnection> OpenPlainAsync(string? url = null)
    {
        var connection = new NpgsqlConnection(ConnectionStrings.Of(url ?? ServerUrl));
        await connection.OpenAsync();
        return connection;
    }

    protected async Task ExecuteAsync(string sql, string? url = null)
    {
        await using NpgsqlConnection connection = await OpenPlainAsync(url);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    protected async Task<T> QueryAsync<T>(string sql, string? url = null)
    {
        await using NpgsqlConnection connection = await OpenPlainAsync(url);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
