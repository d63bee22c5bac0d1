namespace Toast.Grains;

/// <summary>The records that a silo carries: its stores, which class lives in which, and what it accepts. Checked when the silo starts.</summary>
public sealed class ToastSiloOptions
{
    /// <summary>The stores, by name: storage URLs, in which <c>${NAME}</c> stands for an environment variable.</summary>
    public Dictionary<string, string> Stores { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Stores kept by a grain storage provider of Orleans, such as AdoNet or Orleans' own Redis provider: the name of the store, and the name that
    /// the provider is registered under. Such a store cannot list.
    /// </summary>
    public Dictionary<string, string> GrainStorage { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Which class lives in which store: class names, or beginnings of class names with <c>*</c> behind them, and names of stores. The longest match holds. A
    /// class that is not mapped lives in the store that its model names, else in <see cref="DefaultStore"/>; a model that names its storage by a URL has to
    /// be mapped.
    /// </summary>
    public Dictionary<string, string> Classes { get; } = new(StringComparer.Ordinal);

    /// <summary>The store of classes that are not mapped and name none.</summary>
    /// <value>Default: null, none.</value>
    public string? DefaultStore { get; set; }

    /// <summary>The classes that the silo holds; names, or beginnings with <c>*</c> behind them. While empty, every well-formed class.</summary>
    public List<string> AcceptedClasses { get; } = [];

    /// <summary>Deadlines, retries and limits of the stores.</summary>
    public EngineOptions Engine { get; } = new();

    /// <summary>
    /// For how long a grain answers from memory after it last saw the store, so that a store that was changed by others shows after that time at the
    /// latest. Zero to ask the store at every load.
    /// </summary>
    /// <value>Default: 60 s. From 0 to 1 day.</value>
    public TimeSpan WarmFreshness { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a record that nobody asks for stays in memory.</summary>
    /// <value>Default: 5 min. From 2 min to 1 day.</value>
    public TimeSpan IdleTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How many records the silo keeps in memory, whatever their size. When another one comes, one leaves that was not used for long, and the next call that asks
    /// for it reads the store; a record that is being written or read stays. Orleans' tables of grains, which never become smaller, grow with this number, and not
    /// with that of the records that were ever asked for.
    /// </summary>
    /// <value>Default: 100,000 records. From 1,000 to 100,000,000.</value>
    public int MaxWarmRecords { get; set; } = 100_000;

    /// <summary>
    /// Notices a silo that died within about 2 s rather than 15, lets silos wait for each other for 4 s rather than 30, remembers the places of as many
    /// grains as <see cref="MaxWarmRecords"/> rather than of a million, and gives up the least used records of all grains when memory runs short. Turn it off to set Orleans' own options.
    /// </summary>
    /// <value>Default: true.</value>
    public bool TuneOrleans { get; set; } = true;

    /// <summary>
    /// How long after silos came or went every load asks the store. Orleans needs a moment to agree on where each grain is, and a busy one longer.
    /// </summary>
    internal TimeSpan Settling { get; set; } = TimeSpan.FromSeconds(10);

    internal List<(string Scheme, Func<StorageUrl, StorageBackend> Factory, bool Replace)> Backends { get; } = [];

    internal List<(string Name, StorageBackend Backend)> OpenBackends { get; } = [];

    /// <summary>Registers a backend for a URL scheme.</summary>
    /// <param name="scheme">The scheme without <c>://</c>.</param>
    /// <param name="factory">Makes a backend for a URL. It checks the URL and does no I/O.</param>
    /// <param name="replace">True to take the place of a backend that is already registered for the scheme.</param>
    public void AddBackend(string scheme, Func<StorageUrl, StorageBackend> factory, bool replace = false)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(factory);
        Backends.Add((scheme, factory, replace));
    }

    /// <summary>Configures a store on a backend the host made itself. The host also disconnects it.</summary>
    /// <param name="name">The name of the store.</param>
    /// <param name="backend">The backend.</param>
    public void AddStore(string name, StorageBackend backend)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(backend);
        OpenBackends.Add((name, backend));
    }
}
