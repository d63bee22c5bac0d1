using Toast.Engine;
using Toast.Registry;

namespace Toast.Verbs.Validating;

/// <summary>Reads records by model and id, under whichever of the model's names they are stored.</summary>
internal sealed class RecordReader(RuntimeContext context)
{
    public Task<StoredRecord?> ReadAsync(ModelInfo info, Guid id, ValidateOptions? options, Deadline deadline, CancellationToken cancellationToken)
    {
        RecordStore store = StoreFor(info, options);
        bool fresh = options?.Fresh ?? false;
        return info.Aliases.Count == 0
            ? store.LoadAsync(new RecordKey(info.StorageNames[0], id), fresh, deadline, cancellationToken)
            : ReadUnderAnyNameAsync(store, info, id, fresh, deadline, cancellationToken);
    }

    /// <summary>Reads many records: one batched read for each store, and one more for each further name where something is still missing.</summary>
    public async Task<Dictionary<(ModelInfo Info, Guid Id), StoredRecord>> ReadManyAsync(
        IReadOnlyCollection<(ModelInfo Info, Guid Id)> wanted, ValidateOptions? options, Deadline deadline, CancellationToken cancellationToken)
    {
        var found = new Dictionary<(ModelInfo Info, Guid Id), StoredRecord>();
        (ModelInfo Info, Guid Id)[] missing = [.. wanted.Distinct()];
        for (int nameIndex = 0; missing.Length > 0; nameIndex++)
        {
            await ReadRoundAsync(missing, nameIndex, found, options, deadline, cancellationToken).ConfigureAwait(false);
            missing = [.. missing.Where(key => !found.ContainsKey(key) && key.Info.Aliases.Count > nameIndex)];
        }

        return found;
    }

    public static RecordNotFoundException NotFound(ExternalReference reference, string store) =>
        new($"Record {reference} was not found in store {store}: it may have been deleted, have expired, or never existed. Check the reference and the store.")
        {
            ClassName = reference.ClassName,
            Id = reference.Id,
            Store = store,
        };

    public RecordStore StoreFor(ModelInfo info, ValidateOptions? options) =>
        options?.Source is { } source ? context.Stores.ByName(source) : info.Store;

    private static async Task<StoredRecord?> ReadUnderAnyNameAsync(
        RecordStore store, ModelInfo info, Guid id, bool fresh, Deadline deadline, CancellationToken cancellationToken)
    {
        foreach (string name in info.StorageNames)
        {
            if (await store.LoadAsync(new RecordKey(name, id), fresh, deadline, cancellationToken).ConfigureAwait(false) is { } record)
            {
                return record;
            }
        }

        return null;
    }

    private async Task ReadRoundAsync(
        IReadOnlyList<(ModelInfo Info, Guid Id)> wanted,
        int nameIndex,
        Dictionary<(ModelInfo Info, Guid Id), StoredRecord> found,
        ValidateOptions? options,
        Deadline deadline,
        CancellationToken cancellationToken)
    {
        var reads = wanted
            .GroupBy(key => StoreFor(key.Info, options))
            .Select(group => (Keys: group.ToArray(), Read: group.Key.LoadManyAsync(
                [.. group.Select(key => new RecordKey(key.Info.StorageNames[nameIndex], key.Id))],
                options?.Fresh ?? false,
                deadline,
                cancellationToken)))
            .ToArray();
        foreach (((ModelInfo Info, Guid Id)[] keys, Task<IReadOnlyList<StoredRecord?>> read) in reads)
        {
            IReadOnlyList<StoredRecord?> records = await read.ConfigureAwait(false);
            for (int i = 0; i < keys.Length; i++)
            {
                if (records[i] is { } record)
                {
                    found[keys[i]] = record;
                }
            }
        }
    }
}
