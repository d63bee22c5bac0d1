using Toast.Engine;

namespace Toast.Registry;

/// <summary>The stores in use: named ones from the configuration, and one for each URL that a model names directly. Equal URLs share a store.</summary>
internal sealed class StoreRegistry(BackendRegistry backends, Func<string, StorageBackend, bool, RecordStore> open) : StoreSource
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, RecordStore> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<StorageUrl, RecordStore> byUrl = [];
    private RecordStore? defaultStore;

    public override IReadOnlyList<RecordStore> All
    {
        get
        {
            lock (gate)
            {
                return [.. byName.Values.Concat(byUrl.Values).Distinct().OrderBy(store => store.Name, StringComparer.Ordinal)];
            }
        }
    }

    public override bool HasDefault => defaultStore is not null;

    public void Add(string name, string url)
    {
        lock (gate)
        {
            RefuseName(name);
            StorageUrl parsed = StorageUrl.Parse(url);
            byName.Add(name, open(name, backends.Create(parsed), true));
        }
    }

    public void Add(string name, StorageBackend backend)
    {
        lock (gate)
        {
            RefuseName(name);
            byName.Add(name, open(name, backend, false));
        }
    }

    public void UseDefault(string nameOrUrl) => defaultStore = Resolve(nameOrUrl);

    public override RecordStore Resolve(string? nameOrUrl)
    {
        if (nameOrUrl is null)
        {
            return defaultStore ?? throw ConfigurationError.Of(
                ErrorCodes.InvalidConfiguration,
                "it names no storage and this host has no default store. Name one in the mark, such as [External(\"sqlite:///data/app.db\")] or "
                + "[External(\"main\")], or set a default with UseDefaultStore.");
        }

        return StoreNameRules.IsWellFormed(nameOrUrl) ? ByName(nameOrUrl) : ByUrl(StorageUrl.Parse(nameOrUrl));
    }

    public override RecordStore ByName(string name)
    {
        lock (gate)
        {
            return byName.TryGetValue(name, out RecordStore? store) ? store : throw UnknownStore(name);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        // One store that fails to close must not keep the others open; the first failure is the one to report.
        Task[] closing = [.. All.Select(store => store.DisposeAsync().AsTask())];
        await Task.WhenAll(closing).ConfigureAwait(false);
    }

    private RecordStore ByUrl(StorageUrl url)
    {
        lock (gate)
        {
            if (!byUrl.TryGetValue(url, out RecordStore? store))
            {
                store = open(url.ToString(), backends.Create(url), true);
                byUrl.Add(url, store);
            }

            return store;
        }
    }

    private void RefuseName(string name)
    {
        if (!StoreNameRules.IsWellFormed(name))
        {
            throw ConfigurationError.Of(
                ErrorCodes.InvalidConfiguration,
                $"The store name {HostileText.ShowName(name)} is not well formed. Use {StoreNameRules.Description}.");
        }

        if (byName.ContainsKey(name))
        {
            throw ConfigurationError.Of(ErrorCodes.DuplicateRegistration, $"The store '{name}' is configured twice. Remove one of the two.");
        }
    }

    private StorageValidationException UnknownStore(string name)
    {
        string known = byName.Count == 0 ? "No store is configured" : $"Configured stores are {string.Join(", ", byName.Keys.Order(StringComparer.Ordinal))}";
        return ConfigurationError.Of(
            ErrorCodes.UnknownStore,
            $"The store {HostileText.ShowName(name)} is not configured. {known}. Correct the name, or configure the store with AddStore.");
    }
}
