using Toast.Engine;

namespace Toast.Client.Engine;

/// <summary>Loads, which silos answer together from what their grains remember.</summary>
internal sealed class WarmLoads(GrainRecordStore store, TimeProvider time) : WarmCalls<WarmLoad, StoredRecord?>(MaxRecords, Math.Max(2, Environment.ProcessorCount), time)
{
    private const int MaxRecords = 256;

    /// <summary>A silo that remembers answers at once; one that does not within this time is not waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    public Task<StoredRecord?> LoadAsync(RecordKey key, Deadline deadline, CancellationToken cancellationToken)
    {
        if (GoesAlone())
        {
            return AloneAsync(store.LoadAloneAsync(key, fresh: false, deadline, cancellationToken));
        }

        var load = new WarmLoad(key, deadline);
        Add(load);
        return cancellationToken.CanBeCanceled ? load.Task.WaitAsync(cancellationToken) : load.Task;
    }

    protected override async Task<int> SendAsync(string className, List<WarmLoad> items)
    {
        StoredRecord?[] found = await FindAsync(className, items).ConfigureAwait(false);
        int answered = 0;
        for (int i = 0; i < items.Count; i++)
        {
            if (found[i] is { } record)
            {
                items[i].Complete(record);
                answered++;
            }
            else
            {
                items[i].Follow(store.LoadAloneAsync(items[i].Key, fresh: false, items[i].Deadline, CancellationToken.None));
            }
        }

        return answered;
    }

    private async Task<StoredRecord?[]> FindAsync(string className, List<WarmLoad> loads)
    {
        long now = Time.GetTimestamp();
        var keys = new RecordKey[loads.Count];
        TimeSpan shortest = Patience;
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = loads[i].Key;
            TimeSpan left = loads[i].Deadline.RemainingAt(now);
            shortest = left < shortest ? left : shortest;
        }

        try
        {
            byte[] packed = await store.Workers.Next()
                .LoadWarmAsync(new WarmCall { Place = store.Place, ClassName = className, Ids = PackedRecords.PackIds(keys) })
                .WaitAsync(shortest, Time).ConfigureAwait(false);
            return packed.Length == 0 ? new StoredRecord?[keys.Length] : PackedRecords.Unpack(packed, keys);
        }
#pragma warning disable CA1031 // Nothing is hidden: each load then goes to its grain, and its caller hears what is wrong from there.
        catch (Exception)
#pragma warning restore CA1031
        {
            return new StoredRecord?[keys.Length];
        }
    }
}
