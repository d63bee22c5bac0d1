using Toast.Endurance.Tests.Chaos;
using Toast.Endurance.Tests.Checks;
using Toast.Endurance.Tests.Load;
using Toast.Servers;
using Xunit.Abstractions;

namespace Toast.Cluster.Tests.Chaos;

/// <summary>
/// The mixed load of the endurance tests, 64 callers with 10,000 dumps to 2,000 records at least, and the check of every record's history, while silos are
/// killed or stopped and replaced. At the end what was acknowledged is also read from the store itself, past the cluster.
/// </summary>
[Collection(Alone.Name)]
public sealed class SiloLossTests(ITestOutputHelper output)
{
    private const int ShownViolations = 20;
    private const int LeastDumps = 10_000;
    private const int LeastFaults = 2;

    [SkippableFact, Trait("Behaviour", "B-503"), Trait("Behaviour", "B-502"), Trait("Behaviour", "B-504")]
    public Task B_502_B_503_B_504_silos_that_are_killed_under_load_take_nothing_with_them() => EndureAsync(kills: true);

    [SkippableFact, Trait("Behaviour", "B-517"), Trait("Behaviour", "B-502")]
    public Task B_502_B_517_silos_that_are_stopped_under_load_fail_no_call() => EndureAsync(kills: false);

    private async Task EndureAsync(bool kills)
    {
        int seed = Settings.Seed();
        output.WriteLine($"{Settings.SeedVariable}={seed}");
        var report = new Report();
        IReadOnlyList<Violation> violations;
        await using (ClusterUnderTest cluster = await StartAsync(kills))
        {
            await using IToast one = cluster.NewEngine();
            await using IToast other = cluster.NewEngine();
            violations = await new Round(cluster, [one, other], report, seed).RunAsync(Settings.ServerDuration, LeastDumps, LeastFaults);
        }

        output.WriteLine(report.ToString());
        Assert.True(
            violations.Count == 0 && report.Surprises.Count == 0,
            $"{violations.Count} violations, {Settings.SeedVariable}={seed}:\n{string.Join('\n', violations.Take(ShownViolations))}"
            + $"\n{string.Join('\n', report.Surprises.Take(ShownViolations))}\n{report}");
        Assert.True(report.Dumps >= LeastDumps && report.Faults >= LeastFaults, $"Hardly anything was done:\n{report}");
    }

    private static async Task<ClusterUnderTest> StartAsync(bool kills)
    {
        try
        {
            return await ClusterUnderTest.StartAsync(kills);
        }
        catch (ServerUnavailableException e)
        {
            Skip.If(true, e.Message);
            throw;
        }
    }
}
