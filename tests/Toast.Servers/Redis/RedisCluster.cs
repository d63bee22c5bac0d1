using System.Globalization;

namespace Toast.Servers;

/// <summary>A Redis cluster of three masters without replicas.</summary>
public sealed class RedisCluster : IAsyncDisposable
{
    private const int Slots = 16384;

    private static readonly TimeSpan FormTimeout = TimeSpan.FromSeconds(60);

    private readonly List<RedisServer> nodes = [];

    private RedisCluster()
    {
    }

    public IReadOnlyList<RedisServer> Nodes => nodes;

    /// <exception cref="ServerUnavailableException">Redis is not on this machine and cannot be had.</exception>
    public static async Task<RedisCluster> StartAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var cluster = new RedisCluster();
        try
        {
            for (int i = 0; i < 3; i++)
            {
                cluster.nodes.Add(await RedisServer.StartAsync(new RedisServerOptions
                {
                    Settings = new Dictionary<string, string>(settings ?? new Dictionary<string, string>())
                    {
                        ["cluster-enabled"] = "yes",
                        ["cluster-node-timeout"] = "2000",
                        ["cluster-port"] = Machine.FreePort().ToString(CultureInfo.InvariantCulture),
                    },
                }));
            }

            await cluster.FormAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>A URL that names all nodes.</summary>
    public string Url(string query = "") =>
        "redis://" + string.Join(',', nodes.Select(node => string.Create(CultureInfo.InvariantCulture, $"{node.Host}:{node.Port}"))) + "/0"
        + (query.Length > 0 ? "?" + query : "");

    /// <summary>The slot of a key, and the node that has it.</summary>
    public async Task<(int Slot, int Node)> FindAsync(string key)
    {
        int slot = int.Parse(await nodes[0].SendAsync("CLUSTER", "KEYSLOT", key), CultureInfo.InvariantCulture);
        for (int i = 0; i < nodes.Count; i++)
        {
            string answer = await nodes[i].SendAsync("EXISTS", key);
            if (!answer.StartsWith('-'))
            {
                return (slot, i);
            }
        }

        throw new InvalidOperationException($"No node has slot {slot}.");
    }

    /// <summary>Moves a slot with all its keys to another node, as redis-cli does when it reshards.</summary>
    public async Task MoveSlotAsync(int slot, int from, int to)
    {
        string number = slot.ToString(CultureInfo.InvariantCulture);
        string fromId = await nodes[from].SendAsync("CLUSTER", "MYID");
        string toId = await nodes[to].SendAsync("CLUSTER", "MYID");
        await SendAsync(to, "CLUSTER", "SETSLOT", number, "IMPORTING", fromId);
        await SendAsync(from, "CLUSTER", "SETSLOT", number, "MIGRATING", toId);
        while (await SendAsync(from, "CLUSTER", "GETKEYSINSLOT", number, "100") is { Length: > 0 } keys)
        {
            await SendAsync(
                from,
                ["MIGRATE", nodes[to].Host, nodes[to].Port.ToString(CultureInfo.InvariantCulture), "", "0", "5000", "REPLACE", "KEYS", .. keys.Split('\n')]);
        }

        foreach (int node in new[] { to, from }.Concat(Enumerable.Range(0, nodes.Count).Where(other => other != to && other != from)))
        {
            await SendAsync(node, "CLUSTER", "SETSLOT", number, "NODE", toId);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (RedisServer node in nodes)
        {
            await node.DisposeAsync();
        }
    }

    private async Task<string> SendAsync(int node, params string[] command)
    {
        string answer = await nodes[node].SendAsync(command);
        return answer.StartsWith('-') ? throw new InvalidOperationException($"{string.Join(' ', command)}: {answer}") : answer;
    }

    private async Task FormAsync()
    {
        int each = Slots / nodes.Count;
        for (int i = 0; i < nodes.Count; i++)
        {
            int last = i == nodes.Count - 1 ? Slots - 1 : ((i + 1) * each) - 1;
            await SendAsync(
                i, "CLUSTER", "ADDSLOTSRANGE", (i * each).ToString(CultureInfo.InvariantCulture), last.ToString(CultureInfo.InvariantCulture));
            await SendAsync(i, "CLUSTER", "SET-CONFIG-EPOCH", (i + 1).ToString(CultureInfo.InvariantCulture));
        }

        string bus = (await nodes[0].SendAsync("CONFIG", "GET", "cluster-port")).Split('\n')[^1];
        for (int i = 1; i < nodes.Count; i++)
        {
            await SendAsync(i, "CLUSTER", "MEET", nodes[0].Host, nodes[0].Port.ToString(CultureInfo.InvariantCulture), bus);
        }

        using var timeout = new CancellationTokenSource(FormTimeout);
        foreach (RedisServer node in nodes)
        {
            while (!await IsFormedAsync(node))
            {
                await Task.Delay(50, timeout.Token);
            }
        }
    }

    private async Task<bool> IsFormedAsync(RedisServer node)
    {
        string info = await node.SendAsync("CLUSTER", "INFO");
        return info.Contains("cluster_state:ok", StringComparison.Ordinal)
            && info.Contains($"cluster_known_nodes:{nodes.Count}", StringComparison.Ordinal)
            && info.Contains($"cluster_size:{nodes.Count}", StringComparison.Ordinal);
    }
}
