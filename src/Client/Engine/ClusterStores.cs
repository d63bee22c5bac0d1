using Toast.Engine;
using Toast.Registry;

namespace Toast.Client.Engine;

/// <summary>The stores of a cluster as a client knows them: names, nothing else. Whether they exist, the silo says.</summary>
internal sealed class ClusterStores(IGrainFactory grains, EngineSetup setup) : StoreSource
{
    /// <summary>What messages call the store that the silo chooses.</summary>
    private const string Default = "default";

    private readonly Lock gate = new();
    private readonly ClusterCalls calls = new(grains, setup.Time);
    private readonly Dictionary<(PlaceKind Kind, string Name), GrainRecordStore> stores = [];

    public override IReadOnlyList<RecordStore> All
    {
        get
        {
            if (setup.StoreNames.Count == 0)
            {
                Resolve(null);
            }

            foreach (string name in setup.StoreNames)
            {
                Resolve(name);
            }

            lock (gate)
            {
                return [.. stores.Values.DistinctBy(store => store.Name).OrderBy(store => store.Name, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>The silo may have one.</summary>
    public override bool HasDefault => true;

    public override RecordStore Resolve(string? nameOrUrl)
    {
        string? place = nameOrUrl ?? setup.DefaultStore;
        return place is null ? Store(PlaceKind.Default, Default)
            : StoreNameRules.IsWellFormed(place) ? Store(PlaceKind.Named, place)
            : Store(PlaceKind.ByUrl, StorageUrl.Parse(place).ToString());
    }

    public override RecordStore ByName(string name) => StoreNameRules.IsWellFormed(name)
        ? Store(PlaceKind.Exactly, name)
        : throw ConfigurationError.Of(
            ErrorCodes.UnknownStore, $"The store name {HostileText.ShowName(name)} is not well formed. Use {StoreNameRules.Description}.");

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private GrainRecordStore Store(PlaceKind kind, string name)
    {
        lock (gate)
        {
            if (!stores.TryGetValue((kind, name), out GrainRecordStore? store))
            {
                string? sent = kind is PlaceKind.Named or PlaceKind.Exactly ? name : null;
                store = new GrainRecordStore(name, new WirePlace { Kind = kind, Store = sent }, calls);
                stores.Add((kind, name), store);
            }

            return store;
        }
    }
}
