using System.Text.Json;
using StackExchange.Redis;
using Toast.Benchmarks.Load;
using Toast.Benchmarks.Peers;
using Toast.Benchmarks.Reports;
using Toast.Servers;

namespace Toast.Benchmarks;

/// <summary>Dumps and validates on a Redis server of its own, against the bare client with as many callers.</summary>
internal static class RedisRatios
{
    private const int InFlight = 256;
    private const int Rounds = 5;

    public static async Task<int> RunAsync(bool quick)
    {
        int scale = quick ? 4 : 1;
        await using RedisServer server = await RedisServer.StartAsync(
            new RedisServerOptions { Settings = new Dictionary<string, string> { ["appendfsync"] = "everysec" } });
        await using TcpProxy wire = await TcpProxy.StartAsync(server.Host, server.Port);
        using var bare = new BareRedis(await ConnectionMultiplexer.ConnectAsync($"{server.Host}:{server.Port}"));
        await using IToast toast = Ratios.Open(server.Url());
        var sides = new Sides();
        for (int round = 0; round <= Rounds; round++)
        {
            if (round == 1)
            {
                // The first round was for warming up.
                sides = new Sides();
            }

            await MeasureAsync(toast, bare, sides, scale);
        }

        var rows = new List<Row>
        {
            sides.Compare("dump, 256 in flight", "dump", "StackExchange.Redis, a script of the same work, 256 callers", "set", 0.6, true, "/s"),
            sides.Compare("validate, 256 in flight", "validate", "StackExchange.Redis, GET and deserialise, 256 callers", "get", 0.6, true, "/s"),
        };
        var notes = new List<string>();
        await SizeRows.AddAsync(notes, toast, bare.SetAsync, async id => DataOf(await bare.GetAsync(id)), scale);
        await WireRows.AddAsync(notes, $"redis://{wire.Host}:{wire.Port}/0", wire, scale);
        notes.Add("Both sides serialise the same model; one server, appendonly yes, appendfsync everysec.");
        await Report.SaveAsync(quick ? "redis-quick" : "redis", Report.Table("Redis", rows, notes));
        return rows.All(row => row.Holds) ? 0 : 1;
    }

    private static async Task MeasureAsync(IToast toast, BareRedis bare, Sides sides, int scale)
    {
        int many = 51_200 / scale;
        var references = new ExternalReference[many];
        var ids = new Guid[many];
        sides.Add("dump", (await Driver.RunAsync(many, InFlight, async i => references[i] = await toast.DumpAsync(SmallModel.Number(i)))).PerSecond);
        sides.Add("set", (await Driver.RunAsync(many, InFlight, i => bare.SetAsync(ids[i] = Guid.CreateVersion7(), JsonSerializer.SerializeToUtf8Bytes(SmallModel.Number(i))))).PerSecond);
        sides.Add("validate", (await Driver.RunAsync(many, InFlight, i => toast.ValidateAsync<SmallModel>(references[i]))).PerSecond);
        sides.Add("get", (await Driver.RunAsync(many, InFlight, async i => JsonSerializer.Deserialize<SmallModel>(DataOf(await bare.GetAsync(ids[i]))))).PerSecond);
    }

    private static byte[] DataOf(byte[] value)
    {
        ReadOnlySpan<byte> mark = "\"data\":"u8;
        int start = value.AsSpan().IndexOf(mark) + mark.Length;
        return value[start..^1];
    }
}
