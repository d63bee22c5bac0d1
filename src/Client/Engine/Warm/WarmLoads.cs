using Toast.Client.Contract;
using Toast.Engine;

namespace Toast.Client.Engine;

/// <summary>Loads, which silos answer together from what their grains remember.</summary>
internal sealed class WarmLoads(GrainRecordStore store, IGrainFactory grains, TimeProvider time) : WarmCalls<WarmLoad, StoredRecord?>(MaxRecords, Math.Max(2, Environment.ProcessorCount), time)
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

    protected override async Task<int> SendAsync(string className, WarmLoad[] items)
    {
        StoredRecord?[] found = await FindAsync(className, items).ConfigureAwait(false);
        for (int i = 0; i < items.Length; i++)
        {
            if (found[i] is { } record)
            {
                items[i].Complete(record);
            }
            else
            {
                items[i].Follow(store.LoadAloneAsync(items[i].Key, fresh: false, items[i].Deadline, CancellationToken.None));
            }
        }

        return found.Count(record => record is not null);
    }

    private async Task<StoredRecord?[]> FindAsync(string className, WarmLoad[] loads)
    {
        RecordKey[] keys = Array.ConvertAll(loads, load => load.Key);
        TimeSpan shortest = loads.Min(load => load.Deadline.Remaining);
        try
        {
            byte[] packed = await grains.GetGrain<IStoreGrain>(BulkMessages.NextWorker())
                .LoadWarmAsync(new WarmCall { Place = store.Place, ClassName = className, Ids = PackedRecords.PackIds(keys) })
                .WaitAsync(shortest < Patience ? shortest : Patience, Time).ConfigureAwait(false);
            return packed.Length == 0 ? new StoredRecord?[loads.Length] : PackedRecords.Unpack(packed, keys);
        }
#pragma warning disable CA1031 // Nothing is hidden: each load then goes to its grain, and its caller hears what is wrong from there.
        catch (Exception)
#pragma warning restore CA1031
        {
            return new StoredRecord?[loads.Length];
        }
    }
}
