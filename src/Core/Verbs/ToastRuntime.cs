using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Toast.Data;
using Toast.Engine;
using Toast.Registry;
using Toast.Verbs.Bulk;
using Toast.Verbs.Dumping;
using Toast.Verbs.Raw;
using Toast.Verbs.Validating;
using Toast.Verbs.Values;

namespace Toast.Verbs;

/// <summary>The verbs, observed: each call here is one span, one duration, and one log line if it fails.</summary>
internal sealed class ToastRuntime : IToast
{
    private readonly RuntimeContext context;
    private readonly Dumper dumper;
    private readonly BulkDump bulk;
    private readonly Validator validator;
    private readonly Updating updating;
    private readonly RawRecords records;
    private readonly ConcurrentDictionary<(Type Type, string? Store, string? Name), object> values = new();

    public ToastRuntime(Func<IToast, RuntimeContext> makeContext, RawClasses classes)
    {
        context = makeContext(this);
        dumper = new Dumper(context);
        bulk = new BulkDump(context, dumper);
        validator = new Validator(context);
        updating = new Updating(context, dumper, validator);
        records = new RawRecords(context, classes);
    }

    public IRecords Records => records;

    /// <summary>What bounds every record and every input.</summary>
    internal JsonLimits Limits => context.Limits;

    public Task<ExternalReference> DumpAsync<T>(T model, DumpOptions? options = null, CancellationToken cancellationToken = default)
        where T : class => DumpAnyAsync(model, null, options, cancellationToken);

    public Task<ExternalReference> DumpAsync<T>(
        T model, ExternalReference reference, DumpOptions? options = null, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(reference);
        return DumpAnyAsync(model, reference, options, cancellationToken);
    }

    public async Task<string> DumpJsonAsync<T>(T model, DumpOptions? options = null, CancellationToken cancellationToken = default)
        where T : class => (await DumpAnyAsync(model, null, options, cancellationToken).ConfigureAwait(false)).ToJson();

    public Task<IReadOnlyList<DumpResult>> DumpManyAsync(
        IEnumerable<object> models, DumpOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(models);
        return Observed.RunAsync("dump_many", null, null, null, context.Logger, () => bulk.RunAsync(models, options, cancellationToken));
    }

    public async Task<T> ValidateAsync<T>(ExternalReference reference, ValidateOptions? options = null, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(reference);
        Observed observed = Observed.Start("validate", reference.ClassName, StoreNameOf(reference), context.Logger);
        try
        {
            ModelInfo info = context.Models.Resolve(reference, typeof(T));
            Deadline deadline = context.DeadlineFor(options?.Timeout);
            T instance = info.Codec.HasChildren
                ? await validator.RestoreAsync<T>(reference, options, deadline, cancellationToken).ConfigureAwait(false)
                : validator.Build<T>(
                    info, reference, await validator.ReadAsync(info, reference, options, deadline, cancellationToken).ConfigureAwait(false), options);
            observed.Succeeded(reference.Id);
            return instance;
        }
        catch (Exception e)
        {
            observed.Failed(e, reference.Id);
            throw;
        }
    }

    public Task<T> ValidateAsync<T>(JsonElement referenceOrData, ValidateOptions? options = null, CancellationToken cancellationToken = default)
        where T : class => ValidateJsonAsync<T>(validator.TextOf(referenceOrData, ClassNaming.Of(typeof(T))), options, cancellationToken);

    public Task<T> ValidateJsonAsync<T>(string referenceOrData, ValidateOptions? options = null, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(referenceOrData);
        return ValidateTextAsync<T>(referenceOrData, default, options, cancellationToken);
    }

    public Task<T> ValidateJsonAsync<T>(
        ReadOnlyMemory<byte> referenceOrData, ValidateOptions? options = null, CancellationToken cancellationToken = default)
        where T : class => ValidateTextAsync<T>(null, referenceOrData, options, cancellationToken);

    public Task<IReadOnlyList<ValidateResult<T>>> ValidateManyAsync<T>(
        IEnumerable<ExternalReference> references, ValidateOptions? options = null, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(references);
        return Observed.RunAsync(
            "validate_many", ClassNaming.Of(typeof(T)), null, null, context.Logger,
            () => validator.ValidateManyAsync<T>([.. references], options, cancellationToken));
    }

    public Task<T> UpdateAsync<T>(
        ExternalReference reference, Func<T, T> change, DumpOptions? options = null, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(change);
        return Observed.RunAsync(
            "update", reference.ClassName, StoreNameOf(reference), reference.Id, context.Logger,
            () => updating.RunAsync(reference, change, options, cancellationToken));
    }

    public Task<bool> DeleteAsync(ExternalReference reference, DeleteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return Observed.RunAsync(
            "delete", reference.ClassName, StoreNameOf(reference), reference.Id, context.Logger,
            () => records.DeleteKnownAsync(reference, options, cancellationToken));
    }

    public async Task<bool> DeleteAsync<T>(T model, DeleteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(model);
        if (Identities.ReferenceOf(model) is not { } reference)
        {
            return false;
        }

        // An instance may come from another engine; this one then learns here where its class lives.
        context.Models.Get(model.GetType());
        bool deleted = await DeleteAsync(reference, options, cancellationToken).ConfigureAwait(false);
        Identities.Forget(model);
        return deleted;
    }

    /// <summary>How an instance stands to its record. Asks no store.</summary>
    internal Standing StandingOf(object model) => Standing.Of(model, context);

    /// <summary>An instance as full data, its children whole. Asks no store.</summary>
    internal ReadOnlyMemory<byte> FullDataOf(object model) => FullData.Of(model, context);

    /// <summary>The codec of a model, which knows how its data looks.</summary>
    internal DataCodec CodecOf(Type model) => context.Models.Get(model).Codec;

    /// <summary>The class name that references to an instance have.</summary>
    internal string ClassNameOf(object model) => context.Models.Get(model.GetType()).ClassName;

    /// <summary>Deletes a record of a model that may never have been used in this process.</summary>
    internal Task<bool> DeleteAsync(Type model, ExternalReference reference, DeleteOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return Observed.RunAsync(
            "delete", reference.ClassName, StoreNameOf(reference), reference.Id, context.Logger,
            () =>
            {
                context.Models.Resolve(reference, model);
                return records.DeleteKnownAsync(reference, options, cancellationToken);
            });
    }

    public Task<bool> ExistsAsync(ExternalReference reference, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return Observed.RunAsync(
            "exists", reference.ClassName, StoreNameOf(reference), reference.Id, context.Logger,
            async () => await records.FindInfoAsync(reference, cancellationToken).ConfigureAwait(false) is not null);
    }

    public Task<RecordInfo> GetInfoAsync(ExternalReference reference, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        string? store = StoreNameOf(reference);
        return Observed.RunAsync(
            "info", reference.ClassName, store, reference.Id, context.Logger,
            async () => await records.FindInfoAsync(reference, cancellationToken).ConfigureAwait(false)
                ?? throw RecordReader.NotFound(reference, records.StoreNameOf(reference)));
    }

    public async IAsyncEnumerable<ExternalReference> ListAsync<T>(
        ListOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : class
    {
        ModelInfo info = context.Models.Get(typeof(T));
        await foreach (ListedRecord listed in Listing.ReadAsync(info.Store, info.StorageNames, options, context, cancellationToken).ConfigureAwait(false))
        {
            yield return info.ReferenceOf(listed.Id);
        }
    }

    public ExternalReference? GetReference<T>(T model)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(model);
        return Identities.ReferenceOf(model);
    }

    public IValues<T> For<T>(string? store = null, string? name = null) =>
        (IValues<T>)values.GetOrAdd((typeof(T), store, name), static (key, self) => self.MakeValues<T>(key.Store, key.Name), this);

    public async Task<IReadOnlyList<StoreHealth>> ProbeAsync(CancellationToken cancellationToken = default) =>
        await Task.WhenAll(context.Stores.All.Select(store => ProbeOneAsync(store, cancellationToken))).ConfigureAwait(false);

    public ValueTask DisposeAsync() => context.Stores.DisposeAsync();

    private static async Task<StoreHealth> ProbeOneAsync(RecordStore store, CancellationToken cancellationToken)
    {
        try
        {
            await store.ProbeAsync(cancellationToken).ConfigureAwait(false);
            return new StoreHealth(store.Name, IsUp: true)
            {
                Settings = store.Settings?.Settings ?? StoreHealth.NoSettings,
                Warnings = store.Settings?.Warnings ?? [],
            };
        }
        catch (ExternalStorageException e)
        {
            return new StoreHealth(store.Name, IsUp: false, e.Code, e.Message);
        }
    }

    private string? StoreNameOf(ExternalReference reference) => context.Models.Find(reference.ClassName)?.Store.Name;

    private async Task<T> ValidateTextAsync<T>(
        string? text, ReadOnlyMemory<byte> utf8, ValidateOptions? options, CancellationToken cancellationToken)
        where T : class
    {
        string asked = ClassNaming.Of(typeof(T));
        Observed observed = Observed.Start("validate", asked, null, context.Logger);
        try
        {
            ReadOnlyMemory<byte> json = text is null ? utf8 : StrictUtf8.Encode(text, asked, context.Limits);
            T instance = await validator.ValidateAsync<T>(json, options, cancellationToken).ConfigureAwait(false);
            // Plain data has no record and no store.
            ExternalReference? reference = Identities.ReferenceOf(instance);
            observed.Succeeded(reference?.Id, reference is null ? null : StoreNameOf(reference));
            return instance;
        }
        catch (Exception e)
        {
            observed.Failed(e, null);
            throw;
        }
    }

    private async Task<ExternalReference> DumpAnyAsync(
        object model, ExternalReference? target, DumpOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ModelInfo info = context.Models.Get(model.GetType());
        Observed observed = Observed.Start("dump", info.ClassName, info.Store.Name, context.Logger);
        try
        {
            Dumped dumped = await dumper.DumpAsync(model, info, target, options, cancellationToken).ConfigureAwait(false);
            observed.Succeeded(dumped.Reference.Id);
            return dumped.Reference;
        }
        catch (Exception e)
        {
            observed.Failed(e, target?.Id ?? Identities.ReferenceOf(model)?.Id);
            throw;
        }
    }

    private ValuesOf<T> MakeValues<T>(string? store, string? name)
    {
        string className = name ?? ClassNaming.Of(typeof(T));
        if (ClassNameRules.Check(className) is { } problem)
        {
            throw ConfigurationError.Of(
                ErrorCodes.InvalidName,
                $"The class name '{HostileText.Show(className)}' for values of {typeof(T)} {problem}. Pass a name of {ClassNameRules.Description}.");
        }

        if (context.Models.Find(className) is { } model)
        {
            throw ConfigurationError.Of(
                ErrorCodes.DuplicateRegistration,
                $"The class name '{className}' for values of {typeof(T)} is already taken by the model {model.Type.FullName}. Pass another name.");
        }

        var info = new ModelInfo
        {
            Type = typeof(T),
            ClassName = className,
            Codec = context.Models.CodecFor(typeof(T)),
            Store = context.Stores.Resolve(store),
            HasIdentity = false,
        };
        records.Know(className, info.Store);
        return new ValuesOf<T>(context, info, validator);
    }
}
