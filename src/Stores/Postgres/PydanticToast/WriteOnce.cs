namespace Toast.Postgres;

/// <summary>
/// Batches of writes that the store does not recognise when they are repeated: one batch for each kind of condition, one after the other, and what was done
/// before a failure keeps its answer.
/// </summary>
internal sealed class WriteOnce(Writer writer)
{
    public async Task<IReadOnlyDictionary<RecordKey, SaveResult>> SaveAsync(IReadOnlyList<SaveRequest> requests, CancellationToken cancellationToken)
    {
        var results = new Dictionary<RecordKey, SaveResult>(requests.Count);
        var groups = new RequestGroups(requests);
        foreach (IReadOnlyList<SaveRequest> group in (IReadOnlyList<SaveRequest>[])[groups.Any, groups.Missing, groups.Existing])
        {
            if (group.Count > 0)
            {
                await SaveGroupAsync(group, results, cancellationToken).ConfigureAwait(false);
            }
        }

        return results;
    }

    private async Task SaveGroupAsync(IReadOnlyList<SaveRequest> group, Dictionary<RecordKey, SaveResult> results, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<SaveResult> saved = await writer.SaveManyAsync(group, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < saved.Count; i++)
            {
                results[group[i].Key] = saved[i];
            }
        }
        catch (StorageConnectionException failure) when (results.Count > 0)
        {
            Fail(group, failure, results);
        }
        catch (ExternalStorageException failure) when (failure is not StorageConnectionException)
        {
            if (group.Count == 1)
            {
                Fail(group, failure, results);
                return;
            }

            // The statement was refused as a whole, for the sake of one record maybe.
            foreach (SaveRequest request in group)
            {
                await SaveGroupAsync([request], results, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static void Fail(IReadOnlyList<SaveRequest> group, ExternalStorageException failure, Dictionary<RecordKey, SaveResult> results)
    {
        foreach (SaveRequest request in group)
        {
            results[request.Key] = SaveResult.Failed(failure);
        }
    }
}
