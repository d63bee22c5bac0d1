using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Toast.Data;
using Toast.Data.Structure;
using Toast.Engine;

namespace Toast.Registry;

/// <summary>
/// The models of this host, by type and by name. Types that were not registered at start are registered at their first use, by the same rules.
/// </summary>
internal sealed class ModelRegistry : ICodecModels
{
    private readonly Lock gate = new();
    private readonly StoreSource stores;
    private readonly Dictionary<Type, ModelSettings> settings;
    private readonly ClassMap places;
    private readonly Dictionary<Type, List<PlainSubtype>> plainSubtypes;
    private readonly ConditionalWeakTable<Assembly, HashSet<string>> namesInAssemblies = [];
    private readonly CodecFactory codecs;
    private readonly EngineOptions options;
    private readonly Action<Type> passwordInMark;
    private volatile Snapshot models = new([], new(StringComparer.Ordinal), new(StringComparer.OrdinalIgnoreCase));

    public ModelRegistry(
        StoreSource stores,
        Dictionary<Type, ModelSettings> settings,
        ClassMap places,
        Dictionary<Type, List<PlainSubtype>> plainSubtypes,
        EngineOptions options,
        Action<Type> passwordInMark)
    {
        this.stores = stores;
        this.settings = settings;
        this.places = places;
        this.plainSubtypes = plainSubtypes;
        this.options = options;
        this.passwordInMark = passwordInMark;
        codecs = new CodecFactory(this);
    }

    /// <summary>The model of a type.</summary>
    /// <exception cref="StorageValidationException">The type is no model, or its set-up is wrong.</exception>
    public ModelInfo Get(Type type) => models.ByType.TryGetValue(type, out ModelInfo? info) ? info : Register(type);

    /// <summary>The model with a name or alias, or null.</summary>
    public ModelInfo? Find(string name) => models.ByName.GetValueOrDefault(name);

    /// <summary>The model a reference names, which must be the type asked for or a subtype of it.</summary>
    /// <exception cref="StorageValidationException">It names another class, or one that is not known here.</exception>
    public ModelInfo Resolve(ExternalReference reference, Type asked)
    {
        if (Find(reference.ClassName) is { } known && asked.IsAssignableFrom(known.Type))
        {
            return known;
        }

        RegisterIfModel(asked);
        ModelInfo? found = Find(reference.ClassName);
        if (found is not null && asked.IsAssignableFrom(found.Type))
        {
            return found;
        }

        string expected = models.ByType.TryGetValue(asked, out ModelInfo? own) ? own.ClassName : ClassNaming.Of(asked);
        bool isKnown = found is not null || models.Folded.ContainsKey(reference.ClassName) || IsModelOfApp(asked, reference.ClassName);
        throw isKnown
            ? new StorageValidationException(
                ErrorCodes.ClassMismatch,
                $"The reference {reference} names the class {reference.ClassName}, but {expected} was asked for. "
                + "Validate it as its own class, or register that class as a subtype.")
            {
                ClassName = reference.ClassName,
                Id = reference.Id,
                Expected = expected,
                Actual = reference.ClassName,
            }
            : UnknownClass(reference);
    }

    public ModelInfo Resolve(ExternalReference reference) => Find(reference.ClassName) ?? throw UnknownClass(reference);

    public bool IsModel(Type type) => IsMarked(type);

    public IReadOnlyList<PlainSubtype> SubtypesOf(Type baseType) => plainSubtypes.TryGetValue(baseType, out List<PlainSubtype>? subtypes) ? subtypes : [];

    /// <summary>A codec for values that are not models.</summary>
    public DataCodec CodecFor(Type type) => codecs.Create(type);

    public ModelInfo Register(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        lock (gate)
        {
            if (models.ByType.TryGetValue(type, out ModelInfo? existing))
            {
                return existing;
            }

            try
            {
                return RegisterLocked(type);
            }
            catch (ExternalStorageException e)
            {
                throw ConfigurationError.About($"Model {type.FullName ?? type.Name}", e);
            }
        }
    }

    public StorageValidationException UnknownClass(ExternalReference reference)
    {
        IEnumerable<string> near = models.ByName.Keys
            .Where(name => name.StartsWith(reference.ClassName[..1], StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Take(5);
        string hint = string.Join(", ", near);
        return new StorageValidationException(
            ErrorCodes.UnknownClass,
            $"The reference {reference} names a class that is not known here. "
            + (hint.Length == 0 ? "" : $"Similar known names are {hint}. ")
            + "Register the model with AddModel, or add the name to the Aliases of a renamed one.")
        {
            ClassName = reference.ClassName,
            Id = reference.Id,
        };
    }

    private void RegisterIfModel(Type asked)
    {
        if (IsModel(asked) && !asked.IsAbstract)
        {
            Get(asked);
        }

        foreach (JsonDerivedTypeAttribute derived in asked.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false))
        {
            if (IsModel(derived.DerivedType) && !derived.DerivedType.IsAbstract)
            {
                Get(derived.DerivedType);
            }
        }
    }

    private ModelInfo RegisterLocked(Type type)
    {
        if (!IsModel(type))
        {
            throw ConfigurationError.Of(
                ErrorCodes.InvalidConfiguration,
                "it has no [External] mark. Add [External(\"...\")] with a storage URL or a store name, or store plain values with toast.For<T>().");
        }

        if (type.ContainsGenericParameters)
        {
            throw ConfigurationError.Of(ErrorCodes.UnsupportedType, "an open generic type cannot be stored. Register a closed one, such as Box<int>.");
        }

        var mark = (ExternalAttribute)Attribute.GetCustomAttribute(type, typeof(ExternalAttribute), inherit: true)!;
        bool ownMark = ClassNaming.OwnMark(type) is not null;
        ModelSettings own = settings.TryGetValue(type, out ModelSettings? found) ? found : new ModelSettings();
        string className = CheckedName(ClassNaming.Of(type));
        string[] aliases = ownMark ? [.. ClassNaming.AliasesOf(type, mark).Select(CheckedName).Distinct().Where(alias => alias != className)] : [];
        RefuseTakenNames(type, aliases.Append(className));
        string? storage = own.Store ?? places.StoreOf(className) ?? mark.Storage;
        RecordStore store = stores.Resolve(storage);
        WarnOfPassword(type, storage);
        var info = new ModelInfo
        {
            Type = type,
            ClassName = className,
            Aliases = aliases,
            SchemaVersion = mark.SchemaVersion >= 1
                ? mark.SchemaVersion
                : throw ConfigurationError.Of(ErrorCodes.InvalidConfiguration, $"SchemaVersion is {mark.SchemaVersion}. Schema versions start at 1."),
            Concurrency = mark.Concurrency,
            TimeToLive = ReadTimeToLive(mark.TimeToLive),
            Codec = codecs.Create(type),
            Store = store,
            Upgrades = new UpgradeSteps(own.Upgrades),
        };
        RefuseMissingCapabilities(info);
        models = models.With(info);
        return info;
    }

    private static string CheckedName(string name) => ClassNameRules.Check(name) is { } problem
        ? throw ConfigurationError.Of(
            ErrorCodes.InvalidName,
            $"its class name '{HostileText.Show(name)}' {problem}. Set [External(Name = \"...\")] to {ClassNameRules.Description}.")
        : name;

    private void RefuseTakenNames(Type type, IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            if (models.Folded.TryGetValue(name, out ModelInfo? other) && other.Type != type)
            {
                throw ConfigurationError.Of(
                    ErrorCodes.DuplicateRegistration,
                    $"the class name '{name}' of {type.FullName} is already taken by {other.Type.FullName} (names that differ only in case count as one). "
                    + "Set [External(Name = \"...\")] on one of them, or remove the alias.");
            }
        }
    }

    private static TimeSpan? ReadTimeToLive(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out TimeSpan value) && Lifetime.IsValid(value)
            ? value
            : throw ConfigurationError.Of(
                ErrorCodes.InvalidConfiguration,
                $"TimeToLive '{HostileText.Show(text)}' is not a duration {Lifetime.Description}. Write it as d.hh:mm:ss.fff, such as \"1.00:00:00\" for a day.");
    }

    private void RefuseMissingCapabilities(ModelInfo info)
    {
        if (info.Concurrency == ConcurrencyMode.Optimistic)
        {
            RequireOf(info, StoreCapabilities.ConditionalSave, "check versions, which Concurrency = Optimistic needs");
        }

        if (info.TimeToLive is not null)
        {
            RequireOf(info, StoreCapabilities.Expiry, "expire records, which TimeToLive needs");
        }

        if (options.MaxRecordBytes > info.Store.MaxRecordBytes)
        {
            throw ConfigurationError.Of(
                ErrorCodes.InvalidConfiguration,
                $"MaxRecordBytes is {options.MaxRecordBytes}, but store {info.Store.Name} carries at most {info.Store.MaxRecordBytes} bytes. Lower MaxRecordBytes.");
        }
    }

    private static void RequireOf(ModelInfo info, StoreCapabilities needed, string purpose)
    {
        if (!info.Store.Capabilities.HasFlag(needed))
        {
            throw new ExternalStorageException(
                ErrorCodes.NotSupported,
                $"store {info.Store.Name} cannot {purpose}: its backend lacks the capability {needed}. Choose another store, or drop the setting.")
            {
                Store = info.Store.Name,
                ClassName = info.ClassName,
            };
        }
    }

    private void WarnOfPassword(Type type, string? storage)
    {
        if (storage is not null && !StoreNameRules.IsWellFormed(storage) && LiteralPassword.IsIn(storage))
        {
            passwordInMark(type);
        }
    }

    /// <summary>
    /// True if the app has a model of that name which nobody has used yet. Looked up only to tell two errors apart, and read once for each
    /// assembly: whoever sends names that nobody knows must not make this process walk its types each time.
    /// </summary>
    private bool IsModelOfApp(Type asked, string name) =>
        namesInAssemblies.GetValue(asked.Assembly, NamesIn).Contains(name);

    private static HashSet<string> NamesIn(Assembly assembly) =>
        [.. LoadableTypes(assembly).Where(type => IsMarked(type) && !type.ContainsGenericParameters).Select(ClassNaming.Of)];

    private static bool IsMarked(Type type) => type.IsClass && Attribute.IsDefined(type, typeof(ExternalAttribute), inherit: true);

    private static IEnumerable<Type> LoadableTypes(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            // A type of the app needs an assembly that is not there. That is no concern of a reference with an unknown class.
            return e.Types.OfType<Type>();
        }
    }

    private sealed record Snapshot(
        Dictionary<Type, ModelInfo> ByType, Dictionary<string, ModelInfo> ByName, Dictionary<string, ModelInfo> Folded)
    {
        public Snapshot With(ModelInfo info)
        {
            var next = new Snapshot(
                new(ByType), new(ByName, StringComparer.Ordinal), new(Folded, StringComparer.OrdinalIgnoreCase));
            next.ByType.Add(info.Type, info);
            foreach (string name in info.Aliases.Append(info.ClassName))
            {
                next.ByName[name] = info;
                next.Folded[name] = info;
            }

            return next;
        }
    }
}
