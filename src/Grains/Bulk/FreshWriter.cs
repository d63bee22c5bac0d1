using Toast.Client.Contract;
using Toast.Client.Wire;
using Toast.Engine;
using Toast.Grains.Records;
using Toast.Grains.Stores;

namespace Toast.Grains.Bulk;

/// <summary>
/// Writes new records straight to their store. Nobody knows their ids yet, so that no grain can remember anything else of them, and the store writes them only
/// if it has no record of that id; whoever asks for one later brings its grain, which then reads it.
/// </summary>
internal sealed class FreshWriter(SiloStores stores, RecordGuard guard)
{
    /// <summary>The places of the writes that can go without a grain: of records that are new, acceptable, and not there twice.</summary>
    public List<int> Choose(List<SaveRequest> requests, string store)
    {
        var chosen = new List<int>();
        if (!requests.Exists(IsNew))
        {
            return chosen;
        }

        bool expires = stores.Find(store)?.Capabilities.HasFlag(StoreCapabilities.Expiry) ?? true;
        var ids = new HashSet<Guid>(requests.Count);
        chosen.EnsureCapacity(requests.Count);
        for (int i = 0; i < requests.Count; i++)
        {
            SaveRequest request = requests[i];
            if (IsNew(request) && (expires || request.TimeToLive is null)
                && guard.Accepts(request) && ids.Add(request.Key.Id))
            {
                chosen.Add(i);
            }
        }

        return chosen;
    }

    /// <summary>Writes them, all in one operation where the store can. Never fails.</summary>
    public async Task<TogetherAnswer[]> SaveAsync(List<SaveRequest> requests, WritesFrom from, string store, Deadline deadline, IGrainFactory grains)
    {
        if (requests.Count == 0)
        {
            return [];
        }

        try
        {
            IReadOnlyList<SaveResult> results = stores.Find(store) is { } own
                ? await own.SaveManyAsync(requests, from, deadline, CancellationToken.None).ConfigureAwait(false)
                : await Task.WhenAll(requests.Select(request => SaveOneAsync(request, store, deadline, grains))).ConfigureAwait(false);
            return TogetherAnswers.Of(results);
        }
#pragma warning disable CA1031 // The grains say it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return TogetherAnswers.All(TogetherAnswers.After(e), requests.Count);
        }
    }

    private static bool IsNew(SaveRequest request) => request is { IsNewId: true, Condition.Kind: SaveConditionKind.Missing };

    /// <summary>A storage provider of Orleans knows a record by its grain's id.</summary>
    private async Task<SaveResult> SaveOneAsync(SaveRequest request, string store, Deadline deadline, IGrainFactory grains)
    {
        GrainId grain = grains.GetGrain<IRecordGrain>(request.Key.Id, request.Key.ClassName).GetGrainId();
        try
        {
            return await stores.HomeOf(store, grain).SaveAsync(request, deadline).ConfigureAwait(false);
        }
        catch (ExternalStorageException e)
        {
            return SaveResult.Failed(e);
        }
    }
}
