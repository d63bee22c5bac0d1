using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Toast.Client.Wire;
using Toast.Engine;
using Toast.Grains.Records;
using Toast.Registry;

namespace Toast.Grains.Stores;

/// <summary>The stores of a silo, and which class lives in which. Opened at their first use, closed after the last grain is gone.</summary>
internal sealed class SiloStores : IAsyncDisposable
{
    private readonly StoreRegistry stores;
    private readonly Dictionary<string, string> providers;
    private readonly ClassMap classes;
    private readonly string? defaultStore;
    private readonly IServiceProvider services;
    private readonly TimeProvider time;

    public SiloStores(ToastSiloOptions options, IServiceProvider services, TimeProvider time, ILogger logger)
    {
        this.services = services;
        this.time = time;
        classes = new ClassMap(options.Classes);
        defaultStore = options.DefaultStore;
        providers = new Dictionary<string, string>(options.GrainStorage, StringComparer.OrdinalIgnoreCase);
        var backends = new BackendRegistry(time);
        foreach ((string scheme, Func<StorageUrl, StorageBackend> factory, bool replace) in options.Backends)
        {
            backends.Add(scheme, factory, replace);
        }

        stores = new StoreRegistry(backends, (name, backend, owns) => new EmbeddedStore(name, backend, owns, options.Engine, time, logger));
        foreach ((string name, string url) in options.Stores)
        {
            stores.Add(name, url);
        }

        foreach ((string name, StorageBackend backend) in options.OpenBackends)
        {
            stores.Add(name, backend);
        }
    }

    /// <summary>The stores of Toast's own, for health.</summary>
    public IReadOnlyList<RecordStore> All => stores.All;

    /// <summary>Adds a store while the silo runs.</summary>
    public void Add(string name, StorageBackend backend) => stores.Add(name, backend);

    /// <summary>The name of the store that a class lives in.</summary>
    /// <exception cref="StorageValidationException">None is configured for it; the message says how.</exception>
    public string NameFor(string className, WirePlace place)
    {
        string? name = place.Kind == PlaceKind.Exactly ? place.Store : classes.StoreOf(className);
        name ??= place.Kind switch
        {
            PlaceKind.Named => place.Store,
            PlaceKind.Default => defaultStore,
            _ => null,
        };
        return name is null ? throw Unmapped(className, place)
            : StoreNameRules.IsWellFormed(name) ? name
            : throw new StorageValidationException(
                ErrorCodes.UnknownStore, $"The store name {HostileText.ShowName(name)} is not well formed. Use {StoreNameRules.Description}.");
    }

    /// <summary>The name of the store that a place means, whatever the class.</summary>
    /// <exception cref="StorageValidationException">The place names none, and there is no default store (<see cref="ErrorCodes.UnknownStore"/>).</exception>
    public string NameOf(WirePlace place) => place.Store ?? defaultStore ?? throw new StorageValidationException(
        ErrorCodes.UnknownStore, "This silo has no default store. Name one of its stores, or set options.DefaultStore in AddToast.");

    /// <summary>Where the record of a grain is kept.</summary>
    /// <exception cref="StorageValidationException">There is no store of that name (<see cref="ErrorCodes.UnknownStore"/>).</exception>
    public RecordHome HomeOf(string store, GrainId grain) => providers.TryGetValue(store, out string? provider)
        ? new ProviderHome(store, services.GetRequiredKeyedService<IGrainStorage>(provider), grain, time)
        : new StoreHome(stores.ByName(store));

    /// <summary>A store of Toast's own, for what concerns more than one record; null for a storage provider of Orleans, which cannot do that.</summary>
    /// <exception cref="StorageValidationException">There is no store of that name (<see cref="ErrorCodes.UnknownStore"/>).</exception>
    public RecordStore? Find(string store) => providers.ContainsKey(store) ? null : stores.ByName(store);

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    private static StorageValidationException Unmapped(string className, WirePlace place) => new(
        ErrorCodes.UnknownStore,
        (place.Kind == PlaceKind.ByUrl
            ? $"Class {className} names its storage by a URL, which a client never sends, and this silo has no store for it. "
            : $"This silo has no store for class {className}: it is not mapped, and there is no default store. ")
        + $"Map it on the silo: Toast:Classes:{className} = the name of a store of Toast:Stores, or options.Classes[\"{className}\"] = \"main\" in AddToast.")
    {
        ClassName = className,
    };
}
