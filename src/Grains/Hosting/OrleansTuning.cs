using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Toast.Grains.Records;

namespace Toast.Grains.Hosting;

/// <summary>
/// Sets Orleans for many small records: a grain that was dumped and forgotten leaves soon, and its place is forgotten too; a silo that died is noticed while its
/// callers still wait.
/// </summary>
internal sealed class OrleansTuning(IOptions<ToastSiloOptions> toast)
    : IPostConfigureOptions<GrainCollectionOptions>, IPostConfigureOptions<ClusterMembershipOptions>, IPostConfigureOptions<SiloMessagingOptions>,
        IPostConfigureOptions<GrainDirectoryOptions>
{
    /// <summary>Two missed probes a second apart, so that a death is known in about 2 s.</summary>
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(1);

    private const int MissedProbes = 2;

    /// <summary>
    /// A grain that comes to life asks the silo that keeps its place. If that one has just died, and the connection to it still stands, nobody answers, and all
    /// calls of the grain wait behind that. Less than half of the deadline of a call (10 s), so that the grain can be brought to life anew in time.
    /// </summary>
    private static readonly TimeSpan SystemResponseTimeout = TimeSpan.FromSeconds(4);

    public void PostConfigure(string? name, GrainCollectionOptions options)
    {
        TimeSpan idle = toast.Value.IdleTime;
        if (idle > options.CollectionQuantum)
        {
            // A shorter one is reported with the rest of the set-up; Orleans, which looks first, would not say where it comes from.
            options.ClassSpecificCollectionAge[typeof(RecordGrain).FullName!] = idle;
        }

        if (toast.Value.TuneOrleans)
        {
            options.EnableActivationSheddingOnMemoryPressure = true;
        }
    }

    public void PostConfigure(string? name, ClusterMembershipOptions options)
    {
        if (toast.Value.TuneOrleans)
        {
            options.ProbeTimeout = ProbeTimeout;
            options.NumMissedProbesLimit = MissedProbes;
        }
    }

    public void PostConfigure(string? name, SiloMessagingOptions options)
    {
        if (toast.Value.TuneOrleans)
        {
            options.SystemResponseTimeout = SystemResponseTimeout;
        }
    }

    /// <summary>
    /// Orleans remembers the places of a million grains, long gone ones among them, which is more memory than the records of a silo that has few. A place that is
    /// forgotten is asked for again.
    /// </summary>
    public void PostConfigure(string? name, GrainDirectoryOptions options)
    {
        if (toast.Value.TuneOrleans && options.CacheSize == GrainDirectoryOptions.DEFAULT_CACHE_SIZE)
        {
            options.CacheSize = toast.Value.MaxWarmRecords;
        }
    }
}
