using Toast.Grains;

namespace Toast.Testing;

/// <summary>What a <see cref="ToastCluster"/> is made of.</summary>
public sealed class ToastClusterOptions
{
    internal const string StoreName = "main";

    private readonly List<Action<ToastBuilder>> apps = [];
    private readonly List<Action<ToastSiloOptions>> stores = [];
    private readonly List<Action<ISiloBuilder>> silos = [];

    /// <summary>How many silos start. Two are the fewest with which records, errors and values cross a wire.</summary>
    /// <value>Default: 2. From 1 to 20.</value>
    public int Silos { get; set; } = 2;

    /// <summary>The URL of the default store, named <c>main</c>. All silos open it; with a store on disk or a server, records outlive the cluster.</summary>
    /// <value>Default: a <c>memory://</c> store that only this cluster has, and that silos coming and going share.</value>
    public string Store { get; set; } = $"memory://test-{Guid.NewGuid():N}";

    /// <summary>
    /// True to have a silo suspected only after a minute of silence, so that a build machine that is short of processors loses no healthy one; a silo that
    /// the test kills is declared dead at once. False for the probes of production: a killed silo is found by the others after about 2 s.
    /// </summary>
    /// <value>Default: true.</value>
    public bool RelaxedProbing { get; set; } = true;

    /// <summary>Registers a model with <see cref="ToastCluster.Toast"/>, so that its set-up is checked when the cluster starts. Models work without it.</summary>
    /// <typeparam name="T">A type marked <see cref="ExternalAttribute"/>.</typeparam>
    /// <param name="model">Adds upgraders, or names another store.</param>
    /// <returns>These options.</returns>
    public ToastClusterOptions AddModel<T>(Action<ModelBuilder<T>>? model = null)
        where T : class => ConfigureApp(app => app.AddModel(model));

    /// <summary>Sets up the app's side: models, deadlines, limits. Several calls add up.</summary>
    /// <param name="configure">Changes the builder of <see cref="ToastCluster.Toast"/>.</param>
    /// <returns>These options.</returns>
    public ToastClusterOptions ConfigureApp(Action<ToastBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        apps.Add(configure);
        return this;
    }

    /// <summary>Sets up what each silo carries: further stores, which class lives in which, accepted classes. Several calls add up.</summary>
    /// <param name="configure">Changes the options of a silo; runs once for each of them.</param>
    /// <returns>These options.</returns>
    public ToastClusterOptions ConfigureStores(Action<ToastSiloOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        stores.Add(configure);
        return this;
    }

    /// <summary>Adds to each silo whatever the app's own silos have: grain storage, services, logging. Several calls add up.</summary>
    /// <param name="configure">Changes a silo; runs once for each of them.</param>
    /// <returns>These options.</returns>
    public ToastClusterOptions ConfigureSilo(Action<ISiloBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        silos.Add(configure);
        return this;
    }

    internal void ApplyTo(ToastBuilder app) => apps.ForEach(configure => configure(app));

    internal void ApplyTo(ToastSiloOptions silo)
    {
        silo.Stores[StoreName] = Store;
        silo.DefaultStore = StoreName;
        silo.TuneOrleans = !RelaxedProbing;
        stores.ForEach(configure => configure(silo));
    }

    internal void ApplyTo(ISiloBuilder silo) => silos.ForEach(configure => configure(silo));
}
