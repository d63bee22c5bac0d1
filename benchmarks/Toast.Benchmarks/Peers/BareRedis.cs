using System.Globalization;
using StackExchange.Redis;

namespace Toast.Benchmarks.Peers;

/// <summary>What a careful person writes by hand with StackExchange.Redis: a script that counts a version and stores a value, and a plain GET.</summary>
internal sealed class BareRedis(IConnectionMultiplexer connection) : IDisposable
{
    /// <summary>Does what Toast's script does for one record without conditions: reads the head, counts the version, keeps the created time, stores.</summary>
    private const string Save = """
        local time = redis.call('TIME')
        local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
        local head = redis.call('GETRANGE', KEYS[1], 0, 319)
        local version, created = string.match(head, '^{"version":(%d+),"created":(%d+),')
        version = (tonumber(version) or 0) + 1
        created = tonumber(created) or now
        redis.call('SET', KEYS[1], string.format('{"version":%.0f,"created":%.0f,"updated":%.0f,"write_id":"%s","data":', version, created, now, ARGV[1]) .. ARGV[2] .. '}')
        return { version, created, now }
        """;

    private readonly IDatabase commands = connection.GetDatabase();
    private readonly byte[] hash = connection.GetServer(connection.GetEndPoints()[0]).ScriptLoad(Save);

    public async Task SetAsync(Guid id, byte[] json) =>
        _ = (RedisResult[]?)await commands.ScriptEvaluateAsync(hash, [KeyOf(id)], [Guid.NewGuid().ToString("D", CultureInfo.InvariantCulture), json]);

    public async Task<byte[]> GetAsync(Guid id) => (byte[])(await commands.StringGetAsync(KeyOf(id)))!;

    public void Dispose() => connection.Dispose();

    private static RedisKey KeyOf(Guid id) => $"bare:{nameof(SmallModel)}:{id:D}";
}
