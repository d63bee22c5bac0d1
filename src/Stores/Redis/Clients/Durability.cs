using System.Globalization;
using StackExchange.Redis;

namespace Toast.Redis;

/// <summary>What a server keeps of acknowledged writes: on disk, and when its memory is full.</summary>
/// <param name="Settings">The settings, by the names they have in redis.conf.</param>
/// <param name="Warnings">What about them may surprise.</param>
internal sealed record Durability(IReadOnlyDictionary<string, string> Settings, IReadOnlyList<string> Warnings)
{
    private static readonly string[] Names = ["appendonly", "appendfsync", "save", "maxmemory", "maxmemory-policy"];

    public static Durability Unknown { get; } = new(new Dictionary<string, string>(), []);

    /// <summary>Asks the server. Hosted servers often refuse the question; then what its statistics tell has to do.</summary>
    public static async Task<Durability> ReadAsync(IServer server, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            foreach (string name in Names)
            {
                KeyValuePair<string, string>[] found = await RedisClient.WaitAsync(server.ConfigGetAsync(name), cancellationToken).ConfigureAwait(false);
                foreach ((string key, string value) in found)
                {
                    settings[key] = value;
                }
            }
        }
        catch (Exception refused) when (refused is RedisServerException or RedisCommandException)
        {
            await ReadStatisticsAsync(server, settings, cancellationToken).ConfigureAwait(false);
        }

        return new Durability(settings, [.. WarningsOf(settings)]);
    }

    private static async Task ReadStatisticsAsync(IServer server, Dictionary<string, string> settings, CancellationToken cancellationToken)
    {
        try
        {
            IGrouping<string, KeyValuePair<string, string>>[] sections = await RedisClient.WaitAsync(server.InfoAsync(), cancellationToken).ConfigureAwait(false);
            var statistics = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach ((string name, string value) in sections.SelectMany(section => section))
            {
                statistics[name] = value;
            }

            if (statistics.TryGetValue("aof_enabled", out string? enabled))
            {
                settings["appendonly"] = enabled == "1" ? "yes" : "no";
            }

            if (statistics.TryGetValue("maxmemory", out string? limit))
            {
                settings["maxmemory"] = limit;
            }

            if (statistics.TryGetValue("maxmemory_policy", out string? policy))
            {
                settings["maxmemory-policy"] = policy;
            }
        }
        catch (Exception refused) when (refused is RedisServerException or RedisCommandException)
        {
            // The server tells nothing of itself; it may still be used.
            settings.Clear();
        }
    }

    private static IEnumerable<string> WarningsOf(Dictionary<string, string> settings)
    {
        string? appendOnly = settings.GetValueOrDefault("appendonly");
        if (appendOnly == "no")
        {
            bool saves = settings.TryGetValue("save", out string? save) && save.Length > 0;
            yield return saves
                ? "appendonly is no: a restart of the server loses every record written since its last snapshot. Set appendonly to yes."
                : "appendonly is no and there are no snapshots: a restart of the server loses every record. Set appendonly to yes.";
        }
        else if (appendOnly == "yes" && settings.TryGetValue("appendfsync", out string? sync) && sync != "always")
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"appendfsync is {(sync == "everysec" ? "everysec" : "no")}: a crash of its machine loses the last {(sync == "everysec" ? "second or two" : "half minute")} of acknowledged writes. Set appendfsync to always.");
        }

        bool limited = !settings.TryGetValue("maxmemory", out string? limit) || limit != "0";
        if (limited && settings.TryGetValue("maxmemory-policy", out string? policy) && policy != "noeviction")
        {
            yield return "maxmemory-policy lets the server remove records when its memory is full. Set it to noeviction.";
        }
    }
}
