using Toast.Engine;
using Toast.Registry;

namespace Toast.Verbs.Validating;

/// <summary>Reads records by model and id, under whichever of the model's names they are stored.</summary>
internal sealed class RecordReader(RuntimeContext context)
{
    public async Task<StoredRecord?> ReadAsync(
        ModelInfo info, Guid id, ValidateOptions? options, Deadline deadline, CancellationToken cancellationToken)
    {
        RecordStore store = StoreFor(info, options);
        foreach (string name in info.StorageNames)
        {
            StoredRecord? record = await store
                .LoadAsync(new RecordKey(name, id), options?.Fresh ?? false, deadline, cancellationToken).ConfigureAwait(false);
            if (record is not null)
            {
                return record;
            }
        }

        return null;
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
