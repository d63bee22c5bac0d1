using System.Reflection;
using Toast.Engine;

namespace Toast.Registry;

/// <summary>Which backend serves a scheme: what the host registered, then what a package of Toast's own declares, once it is referenced.</summary>
internal sealed class BackendRegistry
{
    private static readonly Dictionary<string, string> PackageOfScheme = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sqlite"] = "Toast.Sqlite",
        ["postgresql"] = "Toast.Postgres",
        ["postgres"] = "Toast.Postgres",
        ["redis"] = "Toast.Redis",
        ["rediss"] = "Toast.Redis",
    };

    private readonly Dictionary<string, Func<StorageUrl, StorageBackend>> factories = new(StringComparer.OrdinalIgnoreCase);
    private readonly TimeProvider time;

    public BackendRegistry(TimeProvider time)
    {
        this.time = time;
        AddDeclared(typeof(BackendRegistry).Assembly);
    }

    public void Add(string scheme, Func<StorageUrl, StorageBackend> factory, bool replace)
    {
        if (!StorageUrlParser.IsScheme(scheme))
        {
            throw ConfigurationError.Of(
                ErrorCodes.InvalidConfiguration,
                $"The scheme {HostileText.ShowName(scheme)} cannot stand in a URL. Use a letter, followed by letters, digits, '+', '-' and '.'.");
        }

        if (!replace && (factories.ContainsKey(scheme) || IsDeclaredByPackage(scheme)))
        {
            throw ConfigurationError.Of(
                ErrorCodes.DuplicateRegistration,
                $"The scheme '{scheme}' already has a backend. Choose another scheme, or pass replace: true to take its place.");
        }

        factories[scheme] = factory;
    }

    public StorageBackend Create(StorageUrl url)
    {
        if (!factories.TryGetValue(url.Scheme, out Func<StorageUrl, StorageBackend>? factory))
        {
            LoadPackage(url.Scheme);
            if (!factories.TryGetValue(url.Scheme, out factory))
            {
                throw UnknownScheme(url.Scheme);
            }
        }

        try
        {
            return factory(url) ?? throw ConfigurationError.Of(
                ErrorCodes.InvalidConfiguration, $"The factory of scheme '{url.Scheme}' gave null. Return a {nameof(StorageBackend)}.");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Exception cause = UrlSecrets.Of(url).Clear(e);
            throw cause as StorageValidationException ?? new StorageValidationException(
                ErrorCodes.InvalidConfiguration,
                $"The backend for {url} could not be made: its constructor threw {e.GetType().Name}. The cause is the inner exception.",
                cause);
        }
    }

    private static bool IsDeclaredByPackage(string scheme) =>
        PackageOfScheme.TryGetValue(scheme, out string? package) && TryLoad(package) is not null;

    private static Assembly? TryLoad(string package)
    {
        try
        {
            return Assembly.Load(new AssemblyName(package));
        }
        catch (FileNotFoundException)
        {
            // The package is not referenced; the caller says so where it matters.
            return null;
        }
    }

    private void LoadPackage(string scheme)
    {
        if (PackageOfScheme.TryGetValue(scheme, out string? package) && TryLoad(package) is { } assembly)
        {
            AddDeclared(assembly);
        }
    }

    private void AddDeclared(Assembly assembly)
    {
        foreach (StorageBackendAttribute declared in assembly.GetCustomAttributes<StorageBackendAttribute>())
        {
            factories.TryAdd(declared.Scheme, FactoryOf(declared.Backend));
        }
    }

    private Func<StorageUrl, StorageBackend> FactoryOf(Type backend)
    {
        const BindingFlags AnyInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        const BindingFlags AnyStatic = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        if (backend.GetMethod("Open", AnyStatic, [typeof(StorageUrl)]) is { } open && typeof(StorageBackend).IsAssignableFrom(open.ReturnType))
        {
            return open.CreateDelegate<Func<StorageUrl, StorageBackend>>();
        }

        if (backend.GetConstructor(AnyInstance, [typeof(StorageUrl), typeof(TimeProvider)]) is { } withTime)
        {
            return url => (StorageBackend)withTime.Invoke(BindingFlags.DoNotWrapExceptions, null, [url, time], null);
        }

        if (backend.GetConstructor(AnyInstance, [typeof(StorageUrl)]) is { } plain)
        {
            return url => (StorageBackend)plain.Invoke(BindingFlags.DoNotWrapExceptions, null, [url], null);
        }

        throw ConfigurationError.Of(
            ErrorCodes.InvalidConfiguration, $"The backend {backend.FullName} has no constructor that takes a {nameof(StorageUrl)}. Add one.");
    }

    private StorageValidationException UnknownScheme(string scheme)
    {
        string known = string.Join(", ", factories.Keys.Concat(PackageOfScheme.Keys).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal));
        string remedy = PackageOfScheme.TryGetValue(scheme, out string? package)
            ? $"Add the package {package}."
            : $"Known schemes are {known}. Correct the URL, or register a backend with AddBackend.";
        return ConfigurationError.Of(ErrorCodes.InvalidConfiguration, $"No backend is registered for the scheme '{scheme}'. {remedy}");
    }
}
