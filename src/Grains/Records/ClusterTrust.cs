
namespace Toast.Grains.Records;

/// <summary>
/// Knows when silos came or went. Around that time a record may have two grains: one whose place in the directory is on its way to another silo, and one
/// that was made because it was not found there. Until the silos have agreed on one, nobody believes what grains remember, and afterwards only what they
/// saw after that.
/// </summary>
internal sealed class ClusterTrust(ISiloStatusOracle silos, WarmSettings settings, TimeProvider time) : ISiloStatusListener
{
    private long settledAt = long.MinValue;

    /// <summary>When the silos agree again, or did, as a time stamp of the clock: what was seen earlier is not believed.</summary>
    public long SettledAt => Volatile.Read(ref settledAt);

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        bool moves = status == SiloStatus.Active || status.IsTerminating();
        if (moves && (!updatedSilo.Equals(silos.SiloAddress) || HasOthers()))
        {
            Volatile.Write(ref settledAt, time.GetTimestamp() + (long)(settings.Settling.TotalSeconds * time.TimestampFrequency));
        }
    }

    /// <summary>A silo alone has nobody to agree with.</summary>
    private bool HasOthers() => silos.GetApproximateSiloStatuses(onlyActive: true).Keys.Any(silo => !silo.Equals(silos.SiloAddress));
}
