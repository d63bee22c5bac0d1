using Orleans.Configuration;

namespace Toast.Testing;

/// <summary>How soon the members of a test cluster notice changes.</summary>
internal static class ClusterTimes
{
    /// <summary>How often silos and clients read the list of members. It is in memory, so that reading it costs nothing.</summary>
    public static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan RelaxedProbe = TimeSpan.FromSeconds(10);

    private const int RelaxedMisses = 6;

    /// <summary>A silo that waits for one that was killed, and did not know it yet, gives up while its caller still waits.</summary>
    private static readonly TimeSpan BetweenSilos = TimeSpan.FromSeconds(4);

    public static void Apply(SiloMessagingOptions messaging) => messaging.SystemResponseTimeout = BetweenSilos;

    public static void Apply(ClusterMembershipOptions membership, bool relaxed)
    {
        membership.TableRefreshTimeout = Refresh;
        if (relaxed)
        {
            membership.ProbeTimeout = RelaxedProbe;
            membership.NumMissedProbesLimit = RelaxedMisses;
        }
    }
}
