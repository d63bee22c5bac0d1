using System.Text;
using StackExchange.Redis;
using Toast.Servers;

namespace Toast.Redis.Tests;

/// <summary>A prefix of its own on the shared server, and what tests ask of it.</summary>
public abstract class RedisTest : IAsyncLifetime
{
    private readonly List<StorageBackend> opened = [];
    private ConnectionMultiplexer? plain;

    protected string Prefix { get; } = "t:" + Guid.NewGuid().ToString("N");

    protected string Server { get; private set; } = "";

    /// <summary>The server as the Redis command line sees it.</summary>
    protected IDatabase Plain => plain!.GetDatabase(0);

    public virtual async Task InitializeAsync()
    {
        Server = await NeedAsync(SharedServers.RedisUrlAsync);
        StorageHost host = StorageUrl.Parse(Server).Hosts[0];
        plain = await ConnectionMultiplexer.ConnectAsync($"{host},abortConnect=true");
    }

    public virtual async Task DisposeAsync()
    {
        foreach (StorageBackend backend in opened)
        {
            await backend.DisconnectAsync(default);
        }

        if (plain is not null)
        {
            RedisClient.Close(plain);
        }
    }

    protected static RecordKey NewKey(string className = "Order") => new(className, Guid.CreateVersion7());

    protected static SaveRequest Write(RecordKey key, string json, SaveCondition condition = default) => new()
    {
        Key = key,
        Data = Encoding.UTF8.GetBytes(json),
        Condition = condition,
        WriteId = Guid.NewGuid(),
    };

    protected static string Json(StoredRecord? record) => Encoding.UTF8.GetString(Assert.IsType<StoredRecord>(record).Data.Span);

    /// <summary>The URL of a server, or a visible skip if there is none.</summary>
    protected static async Task<string> NeedAsync(Func<Task<string>> server)
    {
        try
        {
            return await server();
        }
        catch (ServerUnavailableException absent)
        {
            Skip.If(true, absent.Message);
            throw;
        }
    }

    protected string Url(string options = "") => $"{Server}?prefix={Prefix}{(options.Length > 0 ? "&" + options : "")}";

    protected async Task<StorageBackend> OpenAsync(string url)
    {
        StorageBackend backend = RedisBackend.Open(StorageUrl.Parse(url));
        await backend.ConnectAsync(default);
        opened.Add(backend);
        return backend;
    }
}
