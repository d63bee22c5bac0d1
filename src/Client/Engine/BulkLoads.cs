using Toast.Engine;

namespace Toast.Client.Engine;

/// <summary>Reads many records with few messages. A worker answers with as much as fits; the rest is asked for one by one.</summary>
internal sealed class BulkLoads(GrainRecordStore store, ClusterCalls calls)
{
    public async Task<IReadOnlyList<StoredRecord?>> RunAsync(
        IReadOnlyList<RecordKey> keys, bool fresh, Deadline deadline, CancellationToken cancellationToken)
    {
        if (keys.Count == 1)
        {
            return [await store.LoadAsync(keys[0], fresh, deadline, cancellationToken).ConfigureAwait(false)];
        }

        Task<StoredRecord?[]>[] parts =
            [.. keys.Chunk(BulkMessages.MaxRecords).Select(part => LoadPartAsync(part, fresh, deadline, cancellationToken))];
        StoredRecord?[][] loaded = await Task.WhenAll(parts).ConfigureAwait(false);
        return loaded.Length == 1 ? loaded[0] : [.. loaded.SelectMany(part => part)];
    }

    private async Task<StoredRecord?[]> LoadPartAsync(RecordKey[] keys, bool fresh, Deadline deadline, CancellationToken cancellationToken)
    {
        CallResult<LoadAnswer[]> result = await calls.RunAsync(
            static (_, state, attempt, token) => state.worker.LoadManyAsync(
                new LoadManyCall
                {
                    Keys = Array.ConvertAll(state.keys, WireKey.Of),
                    Load = new LoadCall { Place = state.Place, Fresh = state.fresh, Budget = attempt.Budget },
                },
                token),
            (keys, store.Place, fresh, worker: store.Workers.Next()),
            new CallSubject(store.Name, null, Changes: false),
            deadline,
            cancellationToken).ConfigureAwait(false);
        var records = new StoredRecord?[keys.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            LoadAnswer answer = result.Answer[i];
            if (answer.Error is { } error)
            {
                throw error;
            }

            records[i] = answer.IsLeftOut
                ? await store.LoadAloneAsync(keys[i], fresh, deadline, cancellationToken).ConfigureAwait(false)
                : answer.Record?.ToRecord(keys[i]);
        }

        return records;
    }
}
