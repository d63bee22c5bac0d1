using System.Runtime.InteropServices;
using System.Text.Json;
using Toast.Data;
using Toast.Data.Guard;
using Toast.Engine;
using Toast.Registry;

namespace Toast.Verbs.Validating;

/// <summary>Restores instances from references and builds them from plain data.</summary>
internal sealed class Validator(RuntimeContext context)
{
    private readonly RecordReader reader = new(context);
    private readonly ReadScope leafScope = new LeafScope(context);

    public async Task<object?> RestoreAsync(
        ModelInfo info, ExternalReference reference, ValidateOptions? options, Deadline deadline, CancellationToken cancellationToken)
    {
        StoredRecord? record = await reader.ReadAsync(info, reference.Id, options, deadline, cancellationToken).ConfigureAwait(false);
        return info.Codec.HasChildren
            ? await BuildWithChildrenAsync(info, reference, record, options, deadline, cancellationToken).ConfigureAwait(false)
            : Build(info, reference, record, options);
    }

    /// <summary>Restores an instance of a model.</summary>
    public async Task<T> RestoreAsync<T>(
        ExternalReference reference, ValidateOptions? options, Deadline deadline, CancellationToken cancellationToken)
        where T : class
    {
        ModelInfo info = context.Models.Resolve(reference, typeof(T));
        return (T?)await RestoreAsync(info, reference, options, deadline, cancellationToken).ConfigureAwait(false) ?? throw Null(info, reference);
    }

    /// <summary>Reads the record of a model without children, whose instance <see cref="Build{T}"/> then gives: most calls are of such models, and each await costs.</summary>
    public Task<StoredRecord?> ReadAsync(
        ModelInfo info, ExternalReference reference, ValidateOptions? options, Deadline deadline, CancellationToken cancellationToken) =>
        reader.ReadAsync(info, reference.Id, options, deadline, cancellationToken);

    /// <summary>The instance of a record that was read, of a model without children.</summary>
    public T Build<T>(ModelInfo info, ExternalReference reference, StoredRecord? record, ValidateOptions? options)
        where T : class => (T?)Build(info, reference, record, options) ?? throw Null(info, reference);

    /// <summary>Validates text that is a reference or plain data.</summary>
    public async Task<T> ValidateAsync<T>(ReadOnlyMemory<byte> json, ValidateOptions? options, CancellationToken cancellationToken)
        where T : class
    {
        Deadline deadline = context.DeadlineFor(options?.Timeout);
        string asked = ClassNaming.Of(typeof(T));
        try
        {
            JsonGuard.Check(json.Span, context.Limits);
        }
        catch (DataFault fault)
        {
            throw DataErrors.PlainData(fault, asked);
        }

        ModelInfo? info = context.Models.IsModel(typeof(T)) && !typeof(T).IsAbstract ? context.Models.Get(typeof(T)) : null;
        if (InputKind.ReadReference(json.Span, info) is { } reference)
        {
            return await RestoreAsync<T>(reference, options, deadline, cancellationToken).ConfigureAwait(false);
        }

        info ??= context.Models.Get(typeof(T));
        return (T)await BuildAsync(info, json, options, deadline, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<ValidateResult<T>>> ValidateManyAsync<T>(
        IReadOnlyList<ExternalReference> references, ValidateOptions? options, CancellationToken cancellationToken)
        where T : class
    {
        if (references.Count > context.Options.MaxBulkItems)
        {
            throw new StorageValidationException(
                ErrorCodes.TooManyItems,
                $"The bulk validate holds {references.Count} references, more than {context.Options.MaxBulkItems}. Send it in parts, or raise MaxBulkItems.");
        }

        var results = new ValidateResult<T>[references.Count];
        Deadline deadline = context.DeadlineFor(options?.Timeout);
        var failures = new BulkFailures("validate_many", context.Logger);
        var infos = new ModelInfo?[references.Count];
        for (int i = 0; i < results.Length; i++)
        {
            if (references[i] is null)
            {
                results[i] = new ValidateResult<T> { Reference = null!, Error = new ArgumentNullException(nameof(references), $"Item {i} is null.") };
                continue;
            }

            try
            {
                infos[i] = context.Models.Resolve(references[i], typeof(T));
            }
            catch (ExternalStorageException e)
            {
                results[i] = new ValidateResult<T> { Reference = references[i], Error = e };
                failures.Add(e, references[i].ClassName);
            }
        }

        var reads = new Task<T>?[references.Count];
        var first = new Dictionary<(ModelInfo, Guid), int>();
        for (int i = 0; i < results.Length; i++)
        {
            if (infos[i] is { } info && first.TryAdd((info, references[i].Id), i))
            {
                reads[i] = RestoreAsync<T>(references[i], options, deadline, cancellationToken);
            }
        }

        for (int i = 0; i < results.Length; i++)
        {
            if (infos[i] is { } info)
            {
                int read = first[(info, references[i].Id)];
                results[i] = await ResultOfAsync(references[i], reads[read]!).ConfigureAwait(false);
                failures.Add(read == i ? results[i].Error : null, info.ClassName);
            }
        }

        return results;
    }

    private static async Task<ValidateResult<T>> ResultOfAsync<T>(ExternalReference reference, Task<T> read)
        where T : class
    {
        try
        {
            return new ValidateResult<T> { Reference = reference, Value = await read.ConfigureAwait(false) };
        }
        catch (ExternalStorageException e)
        {
            return new ValidateResult<T> { Reference = reference, Error = e };
        }
    }

    private static StorageValidationException Null(ModelInfo info, ExternalReference reference) =>
        DataErrors.Corrupt("is JSON null", reference, info.Store.Name);

    private LoadedRecord Loaded(ModelInfo info, ExternalReference reference, StoredRecord? record, ValidateOptions? options)
    {
        if (record is null)
        {
            throw RecordReader.NotFound(reference, reader.StoreFor(info, options).Name);
        }

        ExternalReference current = reference.ClassName == info.ClassName ? reference : info.ReferenceOf(reference.Id);
        return new LoadedRecord(current, info, record, UpgradeRunner.Run(record, info, current));
    }

    private object? Build(ModelInfo info, ExternalReference reference, StoredRecord? record, ValidateOptions? options) =>
        Instance.Build(Loaded(info, reference, record, options), leafScope);

    private async Task<object?> BuildWithChildrenAsync(
        ModelInfo info,
        ExternalReference reference,
        StoredRecord? record,
        ValidateOptions? options,
        Deadline deadline,
        CancellationToken cancellationToken)
    {
        LoadedRecord loaded = Loaded(info, reference, record, options);
        var graph = new LoadedGraph(context, reader, options);
        await graph.LoadChildrenAsync([loaded], deadline, cancellationToken).ConfigureAwait(false);
        return graph.Build(loaded);
    }

    private async Task<object> BuildAsync(
        ModelInfo info, ReadOnlyMemory<byte> json, ValidateOptions? options, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            var graph = new LoadedGraph(context, reader, options);
            if (info.Codec.HasChildren)
            {
                await graph.LoadChildrenAsync(info, json, deadline, cancellationToken).ConfigureAwait(false);
            }

            object instance = info.Codec.Read(json, graph.ScopeFor(fromStore: false)) ?? throw new DataFault(null, "is null");
            if (info.Codec.HasAnnotations)
            {
                CheckRules(instance, info);
            }

            return instance;
        }
        catch (DataFault fault)
        {
            throw DataErrors.PlainData(fault, info.ClassName);
        }
    }

    private static void CheckRules(object instance, ModelInfo info)
    {
        var violations = new List<Violation>();
        info.Codec.CheckAnnotations(instance, violations);
        if (violations.Count > 0)
        {
            throw DataErrors.Rules(
                violations, ErrorCodes.InvalidValue, $"The data is not a valid {info.ClassName}", info.ClassName, null, null);
        }
    }

    /// <summary>The UTF-8 text of an element, for the same checks as any other input.</summary>
    public ReadOnlyMemory<byte> TextOf(JsonElement element, string className)
    {
        if (element.ValueKind == JsonValueKind.Undefined)
        {
            throw new ArgumentException("The element is undefined. Pass an element of a parsed document.", nameof(element));
        }

        // Measured before it is copied, since it must not be copied only to be refused.
        ReadOnlySpan<byte> text = JsonMarshal.GetRawUtf8Value(element);
        return text.Length <= context.Limits.MaxRecordBytes
            ? text.ToArray()
            : throw DataErrors.PlainData(JsonFaults.TooLarge(text.Length, context.Limits.MaxRecordBytes), className);
    }

    /// <summary>What all reads of records without children share: there is nothing that a read of one could tell the next.</summary>
    private sealed class LeafScope(RuntimeContext context) : ReadScope(context.Limits, fromStore: true)
    {
        public override IToast? Toast => context.Toast;
    }
}
