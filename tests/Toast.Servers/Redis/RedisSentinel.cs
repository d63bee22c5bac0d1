using System.Globalization;

namespace Toast.Servers;

/// <summary>One sentinel that watches a master and its replicas, and makes a replica the master soon after the master is gone.</summary>
public sealed class RedisSentinel : IAsyncDisposable
{
    public const string Service = "toast-master";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly string folder;
    private readonly ServerProcess process;

    private RedisSentinel(string folder, int port, ServerProcess process)
    {
        this.folder = folder;
        Port = port;
        this.process = process;
    }

    public string Host => "127.0.0.1";

    public int Port { get; }

    /// <summary>Starts a sentinel that already knows the replicas of the master.</summary>
    /// <exception cref="ServerUnavailableException">Redis is not on this machine and cannot be had.</exception>
    public static async Task<RedisSentinel> StartAsync(RedisServer master, int replicas)
    {
        string program = Machine.Find("redis-server", "redis-server");
        string folder = Machine.NewFolder("sentinel");
        int port = Machine.FreePort();
        string file = Path.Combine(folder, "sentinel.conf");
        await File.WriteAllLinesAsync(
            file,
            [
                string.Create(CultureInfo.InvariantCulture, $"port {port}"),
                "bind 127.0.0.1",
                $"dir {folder}",
                string.Create(CultureInfo.InvariantCulture, $"sentinel monitor {Service} {master.Host} {master.Port} 1"),
                $"sentinel down-after-milliseconds {Service} 500",
                $"sentinel failover-timeout {Service} 5000",
            ]);
        Machine.Own(file);
        var sentinel = new RedisSentinel(folder, port, new ServerProcess(Path.Combine(folder, "log"), program, file, "--sentinel"));
        try
        {
            await sentinel.ReadyAsync(replicas);
            return sentinel;
        }
        catch
        {
            await sentinel.DisposeAsync();
            throw;
        }
    }

    /// <summary>The URL of the service.</summary>
    public string Url(string query = "") =>
        string.Create(CultureInfo.InvariantCulture, $"redis://{Host}:{Port}/0?sentinel={Service}") + (query.Length > 0 ? "&" + query : "");

    /// <summary>The port of the server that is the master now.</summary>
    public async Task<int> MasterPortAsync()
    {
        using RespClient client = await RespClient.ConnectAsync(Port);
        string address = await client.SendAsync("SENTINEL", "GET-MASTER-ADDR-BY-NAME", Service);
        return int.Parse(address.Split('\n')[1], CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        process.Dispose();
        await Task.Run(() => TemporaryFolders.Remove(folder));
    }

    private async Task ReadyAsync(int replicas)
    {
        using var timeout = new CancellationTokenSource(StartTimeout);
        while (!process.HasExited)
        {
            try
            {
                using RespClient client = await RespClient.ConnectAsync(Port, cancellationToken: timeout.Token);
                string known = await client.SendAsync("INFO", "sentinel");
                if (known.Contains("status=ok", StringComparison.Ordinal) && known.Contains($"slaves={replicas},", StringComparison.Ordinal))
                {
                    return;
                }
            }
            catch (Exception notYet) when (notYet is System.Net.Sockets.SocketException or IOException && !timeout.IsCancellationRequested)
            {
                // It is still starting.
            }

            await Task.Delay(50, timeout.Token);
        }

        throw new InvalidOperationException("The sentinel ended at its start: " + await File.ReadAllTextAsync(Path.Combine(folder, "log")));
    }
}
