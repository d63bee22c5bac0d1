using System.Diagnostics;
using Toast.Endurance.Tests.Chaos;
using Toast.Endurance.Tests.Checks;
using Toast.Endurance.Tests.Load;
using Toast.Endurance.Tests.Stores;
using Toast.Servers;
using Xunit.Abstractions;

namespace Toast.Endurance.Tests;

/// <summary>
/// Mixed load of many callers through two engines on one store, whose server is killed, stopped, paused and cut off at random. A minute in an
/// ordinary run, as long as wanted on request; CONTRIBUTING.md tells how.
/// </summary>
[Collection(Alone.Name)]
public sealed class EnduranceTests(ITestOutputHelper output)
{
    private const int ShownViolations = 20;

    private static readonly TimeSpan RoundLength = TimeSpan.FromMinutes(1);

    [Fact, Trait("Store", "memory"), Trait("Behaviour", "B-311")]
    public Task B_311_memory_loses_nothing_under_mixed_load() => EndureAsync(new MemoryUnderTest(), Settings.EmbeddedDuration);

    [Fact, Trait("Store", "sqlite"), Trait("Behaviour", "B-311")]
    public Task B_311_sqlite_loses_nothing_under_mixed_load() => EndureAsync(new SqliteUnderTest(), Settings.EmbeddedDuration);

    [SkippableFact, Trait("Store", "postgres"), Trait("Behaviour", "B-311")]
    public async Task B_311_postgres_loses_nothing_while_its_server_is_killed() =>
        await EndureAsync(await StartAsync(PostgresUnderTest.StartAsync), Settings.ServerDuration);

    [SkippableFact, Trait("Store", "redis"), Trait("Behaviour", "B-311")]
    public async Task B_311_redis_loses_nothing_while_its_server_is_killed() =>
        await EndureAsync(await StartAsync(RedisUnderTest.StartAsync), Settings.ServerDuration);

    private static async Task<T> StartAsync<T>(Func<Task<T>> start)
    {
        try
        {
            return await start();
        }
        catch (ServerUnavailableException e)
        {
            Skip.If(true, e.Message);
            throw;
        }
    }

    private async Task EndureAsync(StoreUnderTest store, TimeSpan duration)
    {
        int seed = Settings.Seed();
        output.WriteLine($"{store.Name}: {duration.TotalSeconds:0} s, {Settings.SeedVariable}={seed}");
        var report = new Report();
        var violations = new List<Violation>();
        await using (store)
        {
            await using IToast one = Engines.On(store.Url);
            await using IToast other = Engines.On(store.Url);
            var earlier = new HashSet<ExternalReference>();
            long start = Stopwatch.GetTimestamp();
            for (int round = 0; Stopwatch.GetElapsedTime(start) is var elapsed && elapsed < duration; round++)
            {
                TimeSpan rest = duration - elapsed;
                violations.AddRange(await new Round(store, [one, other], report, seed + round, earlier).RunAsync(rest < RoundLength ? rest : RoundLength));
            }
        }

        output.WriteLine(report.ToString());
        Assert.True(
            violations.Count == 0,
            $"{violations.Count} violations, {Settings.SeedVariable}={seed}:\n{string.Join('\n', violations.Take(ShownViolations))}"
            + $"\n{string.Join('\n', report.Surprises.Distinct().Take(ShownViolations))}\n{report}");
        Assert.True(report.Surprises.Count == 0, $"{Settings.SeedVariable}={seed}:\n{string.Join('\n', report.Surprises.Distinct().Take(ShownViolations))}\n{report}");
        Assert.True(report.Acknowledged > 1000, $"Hardly anything was done:\n{report}");
    }
}
