using Toast.Data;
using Toast.Engine;
using Toast.Registry;

namespace Toast.Verbs.Validating;

/// <summary>
/// The records one load needs: the roots and, level by level, their eager children, each record once. Then the instances are built from the
/// bottom up; within one load every place that refers to a record gets the same instance.
/// </summary>
internal sealed class LoadedGraph(RuntimeContext context, RecordReader reader, ValidateOptions? options) : IReferenceSink
{
    private readonly Dictionary<(ModelInfo Info, Guid Id), LoadedRecord?> records = [];
    private readonly Dictionary<(ModelInfo Info, Guid Id), object?> instances = [];
    private readonly HashSet<(ModelInfo Info, Guid Id)> building = [];
    private readonly Dictionary<(ModelInfo Info, Guid Id), (ExternalReference Parent, Func<string> Path)> foundAt = [];
    private readonly List<(ModelInfo Info, Guid Id)> nextLevel = [];
    private ExternalReference scanned = null!;

    /// <summary>Takes a root and reads its children.</summary>
    public async Task LoadChildrenAsync(IEnumerable<LoadedRecord> roots, Deadline deadline, CancellationToken cancellationToken)
    {
        foreach (LoadedRecord root in roots)
        {
            records[(root.Info, root.Reference.Id)] = root;
            Scan(root);
        }

        for (int depth = 2; nextLevel.Count > 0; depth++)
        {
            (ModelInfo Info, Guid Id)[] level = [.. nextLevel];
            nextLevel.Clear();
            if (depth > context.Limits.MaxDepth)
            {
                throw TooDeep(level[0]);
            }

            await LoadLevelAsync(level, deadline, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Scans plain data for references, whose records are then loaded like children.</summary>
    public async Task LoadChildrenAsync(
        ModelInfo info, ReadOnlyMemory<byte> plainData, Deadline deadline, CancellationToken cancellationToken)
    {
        scanned = info.ReferenceOf(Guid.Empty);
        info.Codec.ScanReferences(plainData, fromStore: false, this);
        await LoadChildrenAsync([], deadline, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Builds the instance of a record that was read, with its children, and binds it.</summary>
    public object Build(in LoadedRecord loaded) =>
        BuildOnce(loaded) ?? throw DataErrors.Corrupt("is JSON null", loaded.Reference, loaded.Info.Store.Name);

    /// <summary>The scope in which a parent of these children is read.</summary>
    public ReadScope ScopeFor(bool fromStore) => new GraphScope(this, context, fromStore);

    public void Found(ExternalReference reference, Type declaredType, Func<string> path)
    {
        ModelInfo info = context.Models.Resolve(reference, declaredType);
        var key = (info, reference.Id);
        if (records.TryAdd(key, null))
        {
            foundAt[key] = (scanned, path);
            nextLevel.Add(key);
        }
    }

    private async Task LoadLevelAsync((ModelInfo Info, Guid Id)[] level, Deadline deadline, CancellationToken cancellationToken)
    {
        // A source named for the parent says nothing of its children: they are read from their own stores.
        ValidateOptions? childOptions = options is { Source: not null } ? options with { Source = null } : options;
        Dictionary<(ModelInfo Info, Guid Id), StoredRecord> found =
            await reader.ReadManyAsync(level, childOptions, deadline, cancellationToken).ConfigureAwait(false);
        foreach ((ModelInfo Info, Guid Id) key in level)
        {
            if (!found.TryGetValue(key, out StoredRecord? record))
            {
                if (options is not { AllowDangling: true })
                {
                    throw Dangling(key);
                }

                continue;
            }

            ExternalReference reference = key.Info.ReferenceOf(key.Id);
            var loaded = new LoadedRecord(reference, key.Info, record, UpgradeRunner.Run(record, key.Info, reference));
            records[key] = loaded;
            Scan(loaded);
        }
    }

    private void Scan(in LoadedRecord loaded)
    {
        if (!loaded.Info.Codec.HasChildren)
        {
            return;
        }

        scanned = loaded.Reference;
        try
        {
            loaded.Info.Codec.ScanReferences(loaded.Data, fromStore: true, this);
        }
        catch (DataFault fault)
        {
            throw DataErrors.Stored(fault, loaded.Reference, loaded.Info.Store.Name);
        }
    }

    private object? Child(ExternalReference reference, Type declaredType)
    {
        ModelInfo info = context.Models.Resolve(reference, declaredType);
        return records.TryGetValue((info, reference.Id), out LoadedRecord? loaded) && loaded is { } read ? BuildOnce(read) : null;
    }

    private object? BuildOnce(in LoadedRecord loaded)
    {
        var key = (loaded.Info, loaded.Reference.Id);
        if (instances.TryGetValue(key, out object? instance))
        {
            return instance;
        }

        if (!building.Add(key))
        {
            throw Circle(loaded);
        }

        instance = Instance.Build(loaded, ScopeFor(fromStore: true));
        building.Remove(key);
        instances.Add(key, instance);
        return instance;
    }

    private static StorageValidationException Circle(in LoadedRecord loaded) => new(
        ErrorCodes.Cycle,
        $"Record {loaded.Reference} in store {loaded.Info.Store.Name} leads back to itself through children that are loaded with their parent. "
        + "Make one member of the circle an External<T>, which is loaded when asked.")
    {
        ClassName = loaded.Reference.ClassName,
        Id = loaded.Reference.Id,
        Store = loaded.Info.Store.Name,
    };

    private StorageValidationException Dangling((ModelInfo Info, Guid Id) key)
    {
        (ExternalReference parent, Func<string> path) = foundAt[key];
        ExternalReference child = key.Info.ReferenceOf(key.Id);
        string memberPath = path();
        return new StorageValidationException(
            ErrorCodes.DanglingReference,
            $"Record {parent} cannot be restored: its child {child} at {memberPath} was not found in store {key.Info.Store.Name}. "
            + "Store the child again, or validate with AllowDangling = true to get the rest with null in its place.")
        {
            ClassName = parent.ClassName,
            Id = parent.Id,
            Store = key.Info.Store.Name,
            MemberPath = memberPath,
            MemberPaths = [memberPath],
            Expected = child.ToString(),
        };
    }

    private StorageValidationException TooDeep((ModelInfo Info, Guid Id) key)
    {
        (ExternalReference parent, Func<string> path) = foundAt[key];
        string memberPath = path();
        return new StorageValidationException(
            ErrorCodes.TooDeep,
            $"Record {parent} cannot be restored: its chain of children is more than {context.Limits.MaxDepth} records deep at {memberPath}. "
            + "Make a member of the chain an External<T>, which is loaded when asked.")
        {
            ClassName = parent.ClassName,
            Id = parent.Id,
            MemberPath = memberPath,
            MemberPaths = [memberPath],
            Expected = $"at most {context.Limits.MaxDepth} records",
        };
    }

    private sealed class GraphScope(LoadedGraph graph, RuntimeContext context, bool fromStore) : ReadScope(context.Limits, fromStore)
    {
        public override IToast? Toast => context.Toast;

        public override object? Resolve(ExternalReference reference, Type declaredType) => graph.Child(reference, declaredType);
    }
}
