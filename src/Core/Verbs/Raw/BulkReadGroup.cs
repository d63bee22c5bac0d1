using Toast.Engine;
using Toast.Verbs.Validating;

namespace Toast.Verbs.Raw;

/// <summary>The references of a bulk read whose records live in one store.</summary>
internal sealed class BulkReadGroup(RecordStore store, Deadline deadline)
{
    private readonly List<Item> items = [];
    private int mostNames;

    public void Add(int place, ExternalReference reference, IReadOnlyList<string> names)
    {
        items.Add(new Item(place, reference, names));
        mostNames = Math.Max(mostNames, names.Count);
    }

    /// <summary>Fills in the result of each item. Fails only when it is cancelled.</summary>
    public async Task RunAsync(ValidateResult<StoredRecord>[] results, CancellationToken cancellationToken)
    {
        // A record stands under one of its class's names; nearly all stand under the first.
        for (int name = 0; name < mostNames; name++)
        {
            ILookup<RecordKey, Item> wanted = items
                .Where(item => results[item.Place] is null && item.Names.Count > name)
                .ToLookup(item => new RecordKey(item.Names[name], item.Reference.Id));
            if (wanted.Count > 0)
            {
                await LoadAsync(wanted, results, cancellationToken).ConfigureAwait(false);
            }
        }

        foreach (Item item in items)
        {
            results[item.Place] ??= new ValidateResult<StoredRecord>
            {
                Reference = item.Reference,
                Error = RecordReader.NotFound(item.Reference, store.Name),
            };
        }
    }

    private async Task LoadAsync(ILookup<RecordKey, Item> wanted, ValidateResult<StoredRecord>[] results, CancellationToken cancellationToken)
    {
        RecordKey[] keys = [.. wanted.Select(group => group.Key)];
        try
        {
            IReadOnlyList<StoredRecord?> found = await store.LoadManyAsync(keys, false, deadline, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < keys.Length; i++)
            {
                Fill(results, wanted[keys[i]], found[i], null);
            }
        }
        catch (ExternalStorageException failure) when (keys.Length == 1 || BackendFailure.ConcernsTheStore(failure))
        {
            foreach (RecordKey key in keys)
            {
                Fill(results, wanted[key], null, failure);
            }
        }
        catch (ExternalStorageException)
        {
            // One of them is damaged; which one, each tells by itself.
            await Task.WhenAll(keys.Select(key => LoadOneAsync(key, wanted[key], results, cancellationToken))).ConfigureAwait(false);
        }
    }

    private async Task LoadOneAsync(RecordKey key, IEnumerable<Item> wanted, ValidateResult<StoredRecord>[] results, CancellationToken cancellationToken)
    {
        try
        {
            Fill(results, wanted, await store.LoadAsync(key, false, deadline, cancellationToken).ConfigureAwait(false), null);
        }
        catch (ExternalStorageException failure)
        {
            Fill(results, wanted, null, failure);
        }
    }

    private static void Fill(ValidateResult<StoredRecord>[] results, IEnumerable<Item> wanted, StoredRecord? record, Exception? failure)
    {
        if (record is null && failure is null)
        {
            return;
        }

        foreach (Item item in wanted)
        {
            results[item.Place] = new ValidateResult<StoredRecord> { Reference = item.Reference, Value = record, Error = failure };
        }
    }

    /// <summary>One reference, the place of its result, and the names its record may stand under.</summary>
    private sealed record Item(int Place, ExternalReference Reference, IReadOnlyList<string> Names);
}
