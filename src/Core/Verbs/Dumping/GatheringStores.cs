using Toast.Engine;

namespace Toast.Verbs.Dumping;

/// <summary>The stores that a bulk writes to: until the disposal they know that more is to come.</summary>
internal sealed class GatheringStores : IDisposable
{
    private readonly Dictionary<RecordStore, IDisposable?> stores = [];

    public void Add(RecordStore store)
    {
        if (!stores.ContainsKey(store))
        {
            stores.Add(store, store.Gather());
        }
    }

    public void Dispose()
    {
        foreach (IDisposable? gathering in stores.Values)
        {
            gathering?.Dispose();
        }
    }
}
