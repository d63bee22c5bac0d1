using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace Toast.Cluster.Tests.Support;

/// <summary>Silos of tests that are not about lost silos.</summary>
internal static class CalmSilo
{
    /// <summary>Longer than a machine that runs all tests at once keeps a silo from answering.</summary>
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Has the silo suspect nobody who is only slow. Call it after Toast was added, whose own setting is for callers who wait.</summary>
    public static ISiloBuilder SuspectNobody(this ISiloBuilder builder)
    {
        builder.Services.PostConfigure<ClusterMembershipOptions>(options => options.ProbeTimeout = ProbeTimeout);
        return builder;
    }
}
