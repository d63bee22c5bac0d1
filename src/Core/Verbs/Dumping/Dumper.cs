using Toast.Data;
using Toast.Engine;
using Toast.Registry;
using Toast.Verbs.Validating;

namespace Toast.Verbs.Dumping;

/// <summary>Dumps instances: takes the content at once, writes children first and the instance last.</summary>
internal sealed class Dumper(RuntimeContext context)
{
    private readonly WriteScope leafScope = new(context.Limits);
    private readonly RecordReader reader = new(context);

    /// <summary>Dumps an instance and what it refers to.</summary>
    /// <param name="model">The instance.</param>
    /// <param name="info">Its model, by run-time type.</param>
    /// <param name="target">The reference to write under, or null for the instance's own.</param>
    /// <param name="options">What this dump does differently.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The reference and the version.</returns>
    public ValueTask<Dumped> DumpAsync(
        object model, ModelInfo info, ExternalReference? target, DumpOptions? options, CancellationToken cancellationToken)
    {
        CheckOptions(options, info);
        Deadline deadline = context.DeadlineFor(options?.Timeout);
        Identity identity = Identities.Of(model);
        ExternalReference reference = target is null ? identity.Reference ?? info.ReferenceOf(identity.ReserveId(context.Time)) : Adopt(target, info, identity);
        SaveCondition? given = options?.ExpectedVersion is { } expected ? SaveCondition.VersionIs(expected)
            : target is not null ? SaveCondition.Any
            : null;
        return DumpAsync(model, info, identity, reference, given, options, deadline, cancellationToken);
    }

    /// <summary>Takes the content of an instance whose dump is one plain write; null if it takes more than that.</summary>
    public PreparedDump? TryPrepare(object model, ModelInfo info, DumpOptions? options)
    {
        CheckOptions(options, info);
        if (info.Codec.HasChildren || options is { Recreate: true } or { ExpectedVersion: not null } || !Commit.NeedsNoTurn(info))
        {
            return null;
        }

        Identity identity = Identities.Of(model);
        return Snapshot.Of(model, info, identity, identity.Reference ?? info.ReferenceOf(identity.ReserveId(context.Time)), leafScope);
    }

    /// <summary>Dumps the changed form of a restored instance over its record, if the record is still as it was restored.</summary>
    public async Task ReplaceAsync(
        object changed, ExternalReference restored, SaveCondition condition, DumpOptions? options, Deadline deadline, CancellationToken cancellationToken)
    {
        ModelInfo info = context.Models.Get(changed.GetType());
        CheckOptions(options, info);
        Identity identity = Identities.Of(changed);
        ExternalReference reference = Adopt(restored, info, identity);
        await DumpAsync(changed, info, identity, reference, condition, options, deadline, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<Dumped> DumpAsync(
        object model,
        ModelInfo info,
        Identity identity,
        ExternalReference reference,
        SaveCondition? condition,
        DumpOptions? options,
        Deadline deadline,
        CancellationToken cancellationToken)
    {
        Graph? graph = null;
        PreparedDump root;
        if (info.Codec.HasChildren)
        {
            graph = Graph.From(model, info, context.Models, context.Limits);
            graph.AssignReferences(reference, context.Time);
            Prepare(graph);
            root = graph.Root.Prepared!;
        }
        else
        {
            root = Snapshot.Of(model, info, identity, reference, leafScope);
        }

        // From here on the content is fixed; whatever happens to the instance no longer matters.
        bool keyIsSure = condition is null || identity.Reference is not null || info.Aliases.Count == 0;
        return graph is null && keyIsSure
            ? Commit.RunAsync(root, condition, options, deadline, cancellationToken)
            : DumpInStepsAsync(graph, root, keyIsSure, condition, options, deadline, cancellationToken);
    }

    private async ValueTask<Dumped> DumpInStepsAsync(
        Graph? graph, PreparedDump root, bool keyIsSure, SaveCondition? condition, DumpOptions? options, Deadline deadline, CancellationToken cancellationToken)
    {
        if (graph is not null)
        {
            await GraphCommit.WriteChildrenAsync(graph, deadline, cancellationToken).ConfigureAwait(false);
        }

        if (!keyIsSure)
        {
            // The record may stand under another of the model's names; written under the usual one, there would be two of it.
            StoredRecord? existing = await reader.ReadAsync(root.Info, root.Reference.Id, null, deadline, cancellationToken).ConfigureAwait(false);
            root = existing is null ? root : root with { Key = existing.Key };
        }

        return await Commit.RunAsync(root, condition, options, deadline, cancellationToken).ConfigureAwait(false);
    }

    private static ExternalReference Adopt(ExternalReference target, ModelInfo info, Identity identity)
    {
        if (target.ClassName != info.ClassName && !info.Aliases.Contains(target.ClassName, StringComparer.Ordinal))
        {
            throw new StorageValidationException(
                ErrorCodes.ClassMismatch,
                $"A {info.ClassName} cannot be dumped under the reference {target}, which names another class. Nothing was sent. "
                + "Pass a reference of its own class.")
            {
                ClassName = target.ClassName,
                Id = target.Id,
                Expected = info.ClassName,
                Actual = target.ClassName,
            };
        }

        if (target.Id == Guid.Empty)
        {
            throw new StorageValidationException(
                ErrorCodes.InvalidReference, $"A record cannot be stored under the all-zero id. Nothing was sent. Dump without a reference to get a new id.")
            {
                ClassName = target.ClassName,
                Id = target.Id,
            };
        }

        return identity.CanBecome(target.Id)
            ? info.ReferenceOf(target.Id)
            : throw new ArgumentException(
                $"The instance already belongs to record {identity.Reference} and cannot be dumped under {target}. Dump a copy of it instead.", nameof(target));
    }

    public static void CheckOptions(DumpOptions? options, ModelInfo info)
    {
        CheckArguments(options);
        if (options?.ExpectedVersion is not null)
        {
            info.Store.Require(StoreCapabilities.ConditionalSave, "compare versions");
        }

        if (options?.TimeToLive is not null)
        {
            info.Store.Require(StoreCapabilities.Expiry, "expire records");
        }
    }

    /// <summary>Refuses options that are wrong for every model and store.</summary>
    public static void CheckArguments(DumpOptions? options)
    {
        if (options?.ExpectedVersion is { } version)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(version, nameof(options));
        }

        if (options?.TimeToLive is { } timeToLive)
        {
            Lifetime.Check(timeToLive, nameof(options));
        }
    }

    /// <summary>Takes the content of every instance of a graph.</summary>
    public static void Prepare(Graph graph)
    {
        foreach (GraphNode node in graph.Nodes)
        {
            node.Prepared = Snapshot.Of(node.Model, node.Info, node.Identity, node.Reference, graph);
        }
    }
}
