
namespace Toast.Grains.Records;

/// <summary>
/// Counts the ends of silos. When one ends, a record it held, or that was registered with it, may get a second grain for a moment; whatever grains
/// remembered before is then checked against the store once.
/// </summary>
internal sealed class ClusterTrust : ISiloStatusListener
{
    private long epoch;

    public long Epoch => Volatile.Read(ref epoch);

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (status.IsTerminating())
        {
            Interlocked.Increment(ref epoch);
        }
    }
}
