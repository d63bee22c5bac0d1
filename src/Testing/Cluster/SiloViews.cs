using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace Toast.Testing;

/// <summary>What each silo of a test cluster believes about the others.</summary>
internal static class SiloViews
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until each silo takes exactly those for alive that are.</summary>
    /// <exception cref="TimeoutException">They did not agree within a minute.</exception>
    public static async Task AgreeAsync(TestCluster cluster)
    {
        long start = Stopwatch.GetTimestamp();
        SiloHandle[] alive = [.. cluster.GetActiveSilos()];
        HashSet<SiloAddress> addresses = [.. alive.Select(silo => silo.SiloAddress)];
        foreach (SiloHandle silo in alive)
        {
            ISiloStatusOracle oracle = cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<ISiloStatusOracle>();
            while (!addresses.SetEquals(oracle.GetApproximateSiloStatuses(onlyActive: true).Keys))
            {
                if (Stopwatch.GetElapsedTime(start) > Patience)
                {
                    throw new TimeoutException(
                        $"The silos of the test cluster did not agree on who is alive within {Patience.TotalSeconds:0} s. The machine may be too busy for {alive.Length} silos.");
                }

                await Task.Delay(Pause);
            }
        }
    }
}
