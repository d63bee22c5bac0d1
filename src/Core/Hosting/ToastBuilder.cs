using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Toast.Data;
using Toast.Engine;
using Toast.Registry;
using Toast.Verbs;
using Toast.Verbs.Raw;

namespace Toast;

/// <summary>
/// Sets up backends, stores and models, in any order, and builds the engine. Nothing is contacted: stores are opened at the first operation. All
/// mistakes of the set-up are reported together by <see cref="Build"/>.
/// </summary>
public sealed class ToastBuilder
{
    private const string DefaultStoreSubject = "Default store";

    private readonly List<(string Scheme, Func<StorageUrl, StorageBackend> Factory, bool Replace)> backends = [];
    private readonly List<(string Name, string? Url, StorageBackend? Backend)> stores = [];
    private readonly Dictionary<Type, ModelSettings> models = [];
    private readonly Dictionary<Type, List<PlainSubtype>> subtypes = [];
    private readonly List<Action<EngineOptions>> configure = [];
    private readonly Dictionary<string, string> mappedClasses = new(StringComparer.Ordinal);
    private readonly List<ExternalStorageException> mistakes = [];
    private readonly Dictionary<string, string> settings = new(StringComparer.Ordinal);
    private HashSet<string>? acceptedClasses;
    private string? defaultStore;
    private TimeProvider time = TimeProvider.System;
    private ILoggerFactory loggers = NullLoggerFactory.Instance;
    private Func<EngineSetup, StoreSource>? engine;
    private string? clusterSetting;
    private bool built;

    /// <summary>The container that the engine is built from; null where there is none.</summary>
    internal IServiceProvider? Services { get; set; }

    /// <summary>Registers a backend for a URL scheme.</summary>
    /// <param name="scheme">The scheme without <c>://</c>: a letter, then letters, digits, '+', '-' and '.'; compared without case.</param>
    /// <param name="factory">Makes a backend for a URL. It checks the URL and does no I/O.</param>
    /// <param name="replace">True to take the place of a backend that is already registered for the scheme.</param>
    /// <returns>This builder.</returns>
    public ToastBuilder AddBackend(string scheme, Func<StorageUrl, StorageBackend> factory, bool replace = false)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(factory);
        backends.Add((scheme, factory, replace));
        return this;
    }

    /// <summary>Configures a store by URL.</summary>
    /// <param name="name">1 to 64 ASCII letters, digits, '_', '-' and '.'; compared without case.</param>
    /// <param name="url">A storage URL; <c>${NAME}</c> stands for an environment variable.</param>
    /// <returns>This builder.</returns>
    public ToastBuilder AddStore(string name, string url)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(url);
        stores.Add((name, url, null));
        return this;
    }

    /// <summary>Configures a store on a backend the app made itself. The app also disconnects it.</summary>
    /// <param name="name">1 to 64 ASCII letters, digits, '_', '-' and '.'; compared without case.</param>
    /// <param name="backend">The backend.</param>
    /// <returns>This builder.</returns>
    public ToastBuilder AddStore(string name, StorageBackend backend)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(backend);
        stores.Add((name, null, backend));
        return this;
    }

    /// <summary>Sets the store of models whose mark names none.</summary>
    /// <param name="storeNameOrUrl">The name of a configured store, or a storage URL.</param>
    /// <returns>This builder.</returns>
    public ToastBuilder UseDefaultStore(string storeNameOrUrl)
    {
        ArgumentNullException.ThrowIfNull(storeNameOrUrl);
        defaultStore = storeNameOrUrl;
        return this;
    }

    /// <summary>Asks for the embedded default: a SQLite file <c>data/toast.db</c> below the working directory is the default store.</summary>
    /// <returns>This builder.</returns>
    public ToastBuilder UseEmbeddedDefault() => UseDefaultStore("sqlite:///data/toast.db");

    /// <summary>
    /// Registers a model, so that its set-up is checked by <see cref="Build"/>. Models that are not registered are checked at their first use.
    /// Registering a model twice is harmless.
    /// </summary>
    /// <typeparam name="T">A type marked <see cref="ExternalAttribute"/>.</typeparam>
    /// <param name="model">Adds upgraders or moves the model to another store.</param>
    /// <returns>This builder.</returns>
    public ToastBuilder AddModel<T>(Action<ModelBuilder<T>>? model = null)
        where T : class
    {
        if (!models.TryGetValue(typeof(T), out ModelSettings? settings))
        {
            settings = new ModelSettings();
            models.Add(typeof(T), settings);
        }

        model?.Invoke(new ModelBuilder<T>(settings));
        return this;
    }

    /// <summary>
    /// Lets a derived type stand where a plain (not external) base type or interface is declared. <c>[JsonDerivedType]</c> on the base does the same.
    /// </summary>
    /// <typeparam name="TBase">The declared type.</typeparam>
    /// <typeparam name="TDerived">The derived type.</typeparam>
    /// <param name="marker">The text that marks the type in the JSON, unique below the base.</param>
    /// <returns>This builder.</returns>
    public ToastBuilder AddSubtype<TBase, TDerived>(string marker)
        where TBase : class
        where TDerived : class, TBase
    {
        ArgumentException.ThrowIfNullOrEmpty(marker);
        if (!subtypes.TryGetValue(typeof(TBase), out List<PlainSubtype>? list))
        {
            list = [];
            subtypes.Add(typeof(TBase), list);
        }

        list.Add(new PlainSubtype(typeof(TDerived), marker));
        return this;
    }

    /// <summary>Sets deadlines, retries and limits.</summary>
    /// <param name="options">Changes the options.</param>
    /// <returns>This builder.</returns>
    public ToastBuilder Configure(Action<EngineOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        configure.Add(options);
        return this;
    }

    /// <summary>Lists the classes that <see cref="IToast.Records"/> accepts besides registered models. Without a list every well-formed class is accepted.</summary>
    /// <param name="classNames">The class names, or beginnings of class names with <c>*</c> behind them.</param>
    /// <returns>This builder.</returns>
    public ToastBuilder AcceptClasses(params IEnumerable<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        acceptedClasses ??= new HashSet<string>(StringComparer.Ordinal);
        acceptedClasses.UnionWith(classNames);
        return this;
    }

    /// <summary>
    /// Says in which store the records of a class live, of a model or not. It counts more than the mark of the model and less than
    /// <see cref="ModelBuilder{T}.StoreIn"/>. Classes that nothing places are in the default store.
    /// </summary>
    /// <param name="className">The class name, or the beginning of class names with <c>*</c> behind it. The longest match holds.</param>
    /// <param name="storeName">The name of a configured store.</param>
    /// <returns>This builder.</returns>
    public ToastBuilder MapClass(string className, string storeName)
    {
        ArgumentNullException.ThrowIfNull(className);
        ArgumentNullException.ThrowIfNull(storeName);
        mappedClasses[className] = storeName;
        return this;
    }

    /// <summary>Sets the clock of times, deadlines and expiry.</summary>
    /// <param name="timeProvider">The clock.</param>
    /// <returns>This builder.</returns>
    public ToastBuilder UseTime(TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        time = timeProvider;
        return this;
    }

    /// <summary>Sets where log lines go; they hold neither data nor secrets.</summary>
    /// <param name="loggerFactory">Makes loggers.</param>
    /// <returns>This builder.</returns>
    public ToastBuilder UseLogging(ILoggerFactory loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(loggerFactory);
        loggers = loggerFactory;
        return this;
    }

    /// <summary>Has the records carried by another engine than the embedded one.</summary>
    internal ToastBuilder UseEngine(Func<EngineSetup, StoreSource> make)
    {
        engine = make;
        return this;
    }

    /// <summary>Configures a store that a setting names, so that mistakes in it are reported under the name of the setting.</summary>
    internal void AddStore(string name, string url, string setting)
    {
        settings[StoreSubject(name)] = setting;
        AddStore(name, url);
    }

    /// <inheritdoc cref="AddStore(string, string, string)"/>
    internal void UseDefaultStore(string storeNameOrUrl, string setting)
    {
        settings[DefaultStoreSubject] = setting;
        UseDefaultStore(storeNameOrUrl);
    }

    /// <inheritdoc cref="AddStore(string, string, string)"/>
    internal void MapClass(string className, string storeName, string setting)
    {
        settings[ClassSubject(className)] = setting;
        MapClass(className, storeName);
    }

    /// <summary>Notes a mistake found before <see cref="Build"/>, which reports it with the others.</summary>
    internal void Refuse(string problem) => mistakes.Add(ConfigurationError.Of(ErrorCodes.InvalidConfiguration, problem));

    /// <summary>Notes that a setting asks for a cluster, which <c>UseCluster</c> must then give.</summary>
    internal void RequireCluster(string setting) => clusterSetting = setting;

    /// <summary>Checks the whole set-up and builds the engine. Can be called once.</summary>
    /// <returns>The engine, to be disposed by the caller.</returns>
    /// <exception cref="ExternalStorageException">The set-up is wrong; the message lists every mistake.</exception>
    /// <exception cref="InvalidOperationException">The builder was used before.</exception>
    public IToast Build()
    {
        if (built)
        {
            throw new InvalidOperationException("This builder has already built an engine. Make a new builder for another one.");
        }

        built = true;
        var errors = new List<ExternalStorageException>(mistakes);
        if (clusterSetting is not null && engine is null)
        {
            errors.Add(ConfigurationError.Of(
                ErrorCodes.InvalidConfiguration, $"{clusterSetting} is cluster, but nothing called UseCluster or AddToastClient (package Toast.Client). Call one of them, or set embedded."));
        }

        EngineOptions options = BuildOptions(errors);
        var limits = new JsonLimits(options.MaxRecordBytes, options.MaxDepth, options.MaxNumberDigits);
        ILogger logger = loggers.CreateLogger("Toast");
        StoreSource storeSource = engine is null ? OpenStores(options, logger, errors) : UseEngine(engine, options, logger, errors);
        var registry = new ModelRegistry(storeSource, models, new ClassMap(mappedClasses), subtypes, options, type => Log.PasswordInMark(logger, type.FullName!));
        foreach (Type type in models.Keys)
        {
            Try(errors, null, () => registry.Register(type));
        }

        foreach ((string className, string store) in mappedClasses)
        {
            Try(errors, ClassSubject(className), () => storeSource.ByName(store));
        }

        return errors.Count == 0
            ? new ToastRuntime(toast => new RuntimeContext(toast, registry, storeSource, options, limits, time, logger), MakeRawClasses())
            : throw ConfigurationError.Combine(errors);
    }

    /// <summary>The embedded engine: stores in this process.</summary>
    private StoreRegistry OpenStores(EngineOptions options, ILogger logger, List<ExternalStorageException> errors)
    {
        var backendRegistry = new BackendRegistry(time);
        var storeRegistry = new StoreRegistry(
            backendRegistry, (name, backend, owns) => Checked(new EmbeddedStore(name, backend, owns, options, time, logger), options));
        foreach ((string scheme, Func<StorageUrl, StorageBackend> factory, bool replace) in backends)
        {
            Try(errors, $"Backend {HostileText.ShowName(scheme)}", () => backendRegistry.Add(scheme, factory, replace));
        }

        bool lacksDefault = false;
        foreach ((string name, string? url, StorageBackend? backend) in stores)
        {
            int before = errors.Count;
            Try(errors, StoreSubject(name), () =>
            {
                if (backend is not null)
                {
                    storeRegistry.Add(name, backend);
                }
                else
                {
                    storeRegistry.Add(name, url!);
                }
            });
            lacksDefault |= errors.Count > before && string.Equals(name, defaultStore, StringComparison.OrdinalIgnoreCase);
        }

        // A default store that could not be made is told of already.
        if (defaultStore is not null && !lacksDefault)
        {
            Try(errors, DefaultStoreSubject, () => storeRegistry.UseDefault(defaultStore));
        }

        return storeRegistry;
    }

    /// <summary>Another engine, which knows the configured stores by name only.</summary>
    private StoreSource UseEngine(
        Func<EngineSetup, StoreSource> make, EngineOptions options, ILogger logger, List<ExternalStorageException> errors)
    {
        StoreSource? source = null;
        Try(errors, null, () => source = make(new EngineSetup([.. stores.Select(store => store.Name)], defaultStore, options, time, logger)));

        // Where the engine could not be made, the rest of the set-up is still checked, so that all mistakes are told together.
        return source ?? OpenStores(options, logger, []);
    }

    private RawClasses MakeRawClasses() => new(acceptedClasses is null ? null : ClassMap.Of(acceptedClasses), new ClassMap(mappedClasses));

    private EngineOptions BuildOptions(List<ExternalStorageException> errors)
    {
        var options = new EngineOptions();
        foreach (Action<EngineOptions> change in configure)
        {
            change(options);
        }

        string[] problems = [.. options.Problems()];
        errors.AddRange(problems.Select(problem => ConfigurationError.Of(ErrorCodes.InvalidConfiguration, $"Option {problem}.")));
        foreach (string name in (acceptedClasses ?? []).Concat(mappedClasses.Keys))
        {
            if (ClassMap.Check(name) is { } problem)
            {
                errors.Add(ConfigurationError.Of(ErrorCodes.InvalidName, $"The class name '{HostileText.Show(name)}' {problem}."));
            }
        }

        // With impossible values no store could be made, and its own mistakes would stay unreported.
        return problems.Length == 0 ? options : new EngineOptions();
    }

    private static EmbeddedStore Checked(EmbeddedStore store, EngineOptions options) => options.MaxRecordBytes <= store.MaxRecordBytes
        ? store
        : throw ConfigurationError.Of(
            ErrorCodes.InvalidConfiguration,
            $"MaxRecordBytes is {options.MaxRecordBytes}, but store {store.Name} carries at most {store.MaxRecordBytes} bytes. Lower MaxRecordBytes.");

    private static string StoreSubject(string name) => $"Store {HostileText.ShowName(name)}";

    private static string ClassSubject(string className) => $"Class {HostileText.ShowName(className)}";

    private void Try(List<ExternalStorageException> errors, string? subject, Action step)
    {
        try
        {
            step();
        }
        catch (ExternalStorageException e)
        {
            errors.Add(subject is null ? e : ConfigurationError.About(settings.GetValueOrDefault(subject, subject), e));
        }
    }
}
