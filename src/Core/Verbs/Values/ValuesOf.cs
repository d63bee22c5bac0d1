using Toast.Data;
using Toast.Engine;
using Toast.Registry;
using Toast.Verbs.Dumping;
using Toast.Verbs.Validating;

namespace Toast.Verbs.Values;

/// <summary>The verbs for values of one type in one store. Values have no identity: each dump is a new record unless a reference is given.</summary>
internal sealed class ValuesOf<T>(RuntimeContext context, ModelInfo info, Validator validator) : IValues<T>
{
    public string ClassName => info.ClassName;

    public Task<ExternalReference> DumpAsync(T value, DumpOptions? options = null, CancellationToken cancellationToken = default)
    {
        ExternalReference reference = info.ReferenceOf(RecordIds.New(context.Time));
        return ObservedAsync("dump", reference, () => SaveAsync(value, reference, isNew: true, options, cancellationToken));
    }

    public Task<ExternalReference> DumpAsync(
        T value, ExternalReference reference, DumpOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return ObservedAsync("dump", reference, () =>
        {
            CheckClass(reference);
            RefuseZeroId(reference);
            return SaveAsync(value, reference, isNew: false, options, cancellationToken);
        });
    }

    public Task<T> ValidateAsync(ExternalReference reference, ValidateOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return ObservedAsync("validate", reference, async () =>
        {
            CheckClass(reference);
            object? value = await validator
                .RestoreAsync(info, reference, options, context.DeadlineFor(options?.Timeout), cancellationToken).ConfigureAwait(false);
            return (T)value!;
        });
    }

    public Task<bool> DeleteAsync(ExternalReference reference, DeleteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return ObservedAsync("delete", reference, async () =>
        {
            CheckClass(reference);
            SaveCondition condition = options?.ExpectedVersion is { } version ? SaveCondition.VersionIs(version) : SaveCondition.Any;
            DeleteResult result = await info.Store
                .DeleteAsync(new DeleteRequest(info.KeyOf(reference.Id), condition), context.DeadlineFor(options?.Timeout), cancellationToken)
                .ConfigureAwait(false);
            return result.Status == SaveStatus.Conflict
                ? throw Commit.Refusal(reference, condition, new SaveResult(result.Status, result.ActualVersion), info.Store.Name)
                : result.Status == SaveStatus.Saved;
        });
    }

    private static void RefuseZeroId(ExternalReference reference)
    {
        if (reference.Id == Guid.Empty)
        {
            throw new StorageValidationException(
                ErrorCodes.InvalidReference, "A record cannot be stored under the all-zero id. Nothing was sent. Dump without a reference to get a new id.")
            {
                ClassName = reference.ClassName, Id = reference.Id,
            };
        }
    }

    private Task<TResult> ObservedAsync<TResult>(string operation, ExternalReference reference, Func<Task<TResult>> verb) =>
        Observed.RunAsync(operation, info.ClassName, info.Store.Name, reference.Id, context.Logger, verb);

    private async Task<ExternalReference> SaveAsync(
        T value, ExternalReference reference, bool isNew, DumpOptions? options, CancellationToken cancellationToken)
    {
        Dumper.CheckOptions(options, info);
        Deadline deadline = context.DeadlineFor(options?.Timeout);
        byte[] data;
        if (value is not null && info.Codec.HasChildren)
        {
            // Models inside a value are records of their own, like the children of a model.
            var graph = Graph.From(value, info, context.Models, context.Limits);
            graph.AssignReferences(reference, context.Time);
            Dumper.Prepare(graph);
            data = graph.Root.Prepared!.Data;
            await GraphCommit.WriteChildrenAsync(graph, deadline, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            data = Write(value);
        }

        var request = new SaveRequest
        {
            Key = info.KeyOf(reference.Id),
            Data = data,
            Condition = options?.ExpectedVersion is { } version ? SaveCondition.VersionIs(version) : SaveCondition.Any,
            TimeToLive = options?.TimeToLive,
            WriteId = WriteIds.New(),
            IsNewId = isNew,
        };
        SaveResult result = await info.Store.SaveAsync(request, deadline, cancellationToken).ConfigureAwait(false);
        return result.Status == SaveStatus.Saved ? reference : throw Commit.Refusal(reference, request.Condition, result, info.Store.Name);
    }

    private byte[] Write(T value)
    {
        if (value is null)
        {
            return "null"u8.ToArray();
        }

        try
        {
            return RecordBuffer.Write(info.Codec, value, new WriteScope(context.Limits));
        }
        catch (DataFault fault)
        {
            throw DataErrors.Dump(fault, info.ClassName);
        }
    }

    private void CheckClass(ExternalReference reference)
    {
        if (reference.ClassName != info.ClassName)
        {
            throw new StorageValidationException(
                ErrorCodes.ClassMismatch,
                $"The reference {reference} names the class {reference.ClassName}, but values of {info.ClassName} were asked for. Nothing was sent.")
            {
                ClassName = reference.ClassName,
                Id = reference.Id,
                Expected = info.ClassName,
                Actual = reference.ClassName,
            };
        }
    }
}
