namespace Toast.Silo;

/// <summary>The settings of the record server: section <c>Toast</c> of the configuration.</summary>
internal sealed record SiloOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "Toast";

    /// <summary>The name that a default store given by its URL gets.</summary>
    public const string DefaultStoreName = "default";

    /// <summary>The section of the API keys.</summary>
    public const string ApiKeys = "ApiKeys";

    /// <summary>Where records are kept: a storage URL, which may hold <c>${NAME}</c> for environment variables, or the name of one of <see cref="Stores"/>.</summary>
    /// <value>Default: <c>sqlite:///data/toast.db</c>, relative to the folder the server is started in.</value>
    public string Store { get; init; } = SiloDefaults.Store;

    /// <summary>Further stores, by name.</summary>
    public IReadOnlyDictionary<string, string> Stores { get; init; } = new Dictionary<string, string>();

    /// <summary>Which class lives in which store: class names, or beginnings of them with <c>*</c> behind, and names of stores.</summary>
    public IReadOnlyDictionary<string, string> Classes { get; init; } = new Dictionary<string, string>();

    /// <summary>The classes that are accepted; every well-formed one while empty.</summary>
    public IReadOnlyList<string> AcceptedClasses { get; init; } = [];

    /// <summary>True if callers are asked for an API key. The keys themselves are read, and read again, by whoever asks for them.</summary>
    public bool HasApiKeys { get; init; }

    /// <summary>Lets the server be reached from other machines without asking for a key, and silos without TLS.</summary>
    /// <value>Default: false.</value>
    public bool AllowRemote { get; init; }

    /// <summary>Prints commands to try once the server is ready.</summary>
    /// <value>Default: false; <c>./run</c> switches it on.</value>
    public bool ShowExamples { get; init; }

    /// <summary>Shows the explorer page at <c>/</c>.</summary>
    /// <value>Default: true.</value>
    public bool Explorer { get; init; } = true;

    public ClusterSettings Cluster { get; init; } = new();

    public LimitSettings Limits { get; init; } = new();

    public MetricSettings Metrics { get; init; } = new([]);

    /// <summary>The stores by name, the default one among them.</summary>
    public IEnumerable<KeyValuePair<string, string>> AllStores =>
        Stores.ContainsKey(Store) ? Stores : Stores.Prepend(new KeyValuePair<string, string>(DefaultStoreName, Store));

    /// <summary>The name of the default store.</summary>
    public string StoreName => Stores.ContainsKey(Store) ? Store : DefaultStoreName;
}
