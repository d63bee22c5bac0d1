using Toast.Engine;

namespace Toast.Client.Engine;

/// <summary>
/// Writes the records of a bulk with few messages. A worker does at once what needs no grain's own turn; the rest goes to the records' grains, through a
/// worker too.
/// </summary>
internal sealed class BulkSaves(GrainRecordStore store, ClusterCalls calls, TogetherCalls together)
{
    /// <summary>Sends the writes. Failures are answers.</summary>
    public async Task<IReadOnlyList<SaveResult>> RunAsync(IReadOnlyList<SaveRequest> requests, Deadline deadline)
    {
        var results = new SaveResult[requests.Count];
        if (ClassOfAll(requests) is { } only)
        {
            await RunAsync(requests, [.. Enumerable.Range(0, results.Length)], only, results, deadline).ConfigureAwait(false);
            return results;
        }

        var sendable = new List<int>(results.Length);
        for (int i = 0; i < results.Length; i++)
        {
            if (store.Oversize(requests[i]) is { } refusal)
            {
                results[i] = SaveResult.Failed(refusal);
            }
            else
            {
                sendable.Add(i);
            }
        }

        IEnumerable<IGrouping<string?, int>> classes =
            sendable.GroupBy(i => PackedSaves.CanHold(requests[i]) ? requests[i].Key.ClassName : null, StringComparer.Ordinal);
        await Task.WhenAll(classes.Select(places => RunAsync(requests, [.. places], places.Key, results, deadline))).ConfigureAwait(false);
        return results;
    }

    /// <summary>The class of writes that can all go in one message, as those of most bulks can; else null.</summary>
    private string? ClassOfAll(IReadOnlyList<SaveRequest> requests)
    {
        string? className = null;
        foreach (SaveRequest request in requests)
        {
            className ??= request.Key.ClassName;
            if (request.Key.ClassName != className || !PackedSaves.CanHold(request) || store.Oversize(request) is not null)
            {
                return null;
            }
        }

        return className;
    }

    /// <summary>Sends the writes of one class, or those that no worker does at once.</summary>
    private async Task RunAsync(IReadOnlyList<SaveRequest> requests, int[] places, string? className, SaveResult[] results, Deadline deadline)
    {
        var rest = new List<int>();
        var again = new List<Task>();
        if (className is null || places.Length == 1)
        {
            rest.AddRange(places);
        }
        else
        {
            IReadOnlyList<SaveRequest> ofClass = places.Length == requests.Count ? requests : Array.ConvertAll(places, i => requests[i]);
            PackedAnswers answers = await together.SaveAsync(className, ofClass, isOfBulk: true, deadline.Remaining).ConfigureAwait(false);
            for (int i = 0; i < places.Length; i++)
            {
                TogetherAnswer answer = answers[i];
                switch (answer.Outcome)
                {
                    case TogetherOutcome.Saved:
                        results[places[i]] = answer.Result;
                        break;
                    case TogetherOutcome.NotDone:
                        rest.Add(places[i]);
                        break;
                    default:
                        again.Add(SendAloneAsync(requests, places[i], results, deadline, isRepeat: true));
                        break;
                }
            }
        }

        again.Add(rest.Count switch
        {
            0 => Task.CompletedTask,
            1 => SendAloneAsync(requests, rest[0], results, deadline, isRepeat: false),
            _ => SendToGrainsAsync(requests, rest, results, deadline),
        });
        await Task.WhenAll(again).ConfigureAwait(false);
    }

    private async Task SendToGrainsAsync(IReadOnlyList<SaveRequest> requests, List<int> places, SaveResult[] results, Deadline deadline)
    {
        try
        {
            List<SaveRequest> saves = places.ConvertAll(place => requests[place]);
            CallResult<SaveAnswer[]> result = await calls.RunAsync(
                static (_, state, attempt, token) => state.worker.SaveManyAsync(state.self.CallOf(state.saves, attempt), token),
                (self: this, saves, worker: store.Workers.Next()),
                new CallSubject(store.Name, null, Changes: true),
                deadline,
                CancellationToken.None).ConfigureAwait(false);
            var again = new List<Task>();
            for (int i = 0; i < saves.Count; i++)
            {
                if (result.Answer[i].Status == WireStatus.Unreached)
                {
                    // The worker may have reached the grain and missed the answer.
                    again.Add(SendAloneAsync(requests, places[i], results, deadline, isRepeat: true));
                }
                else
                {
                    results[places[i]] = ResultOf(saves[i], result.Answer[i], result.WasLost);
                }
            }

            await Task.WhenAll(again).ConfigureAwait(false);
        }
        catch (ExternalStorageException e)
        {
            foreach (int place in places)
            {
                results[place] = SaveResult.Failed(OfRecord(e, requests[place].Key));
            }
        }
    }

    private SaveManyCall CallOf(List<SaveRequest> saves, CallTry attempt) => new()
    {
        Keys = [.. saves.Select(save => WireKey.Of(save.Key))],
        Saves = [.. saves.Select(save => SaveCall.Of(store.Place, save, attempt.Budget, attempt.WasLost))],
    };

    private SaveResult ResultOf(SaveRequest request, SaveAnswer answer, bool wasLost)
    {
        SaveResult result = answer.ToResult();

        // A refusal speaks of this message alone; the one before may have arrived.
        return wasLost && result.Status != SaveStatus.Saved && result.Error is not StorageConnectionException { OutcomeUnknown: true }
            ? SaveResult.Failed(ClusterFailure.Lost(new CallSubject(store.Name, request.Key, Changes: true), result.Error))
            : result;
    }

    private async Task SendAloneAsync(IReadOnlyList<SaveRequest> requests, int place, SaveResult[] results, Deadline deadline, bool isRepeat)
    {
        try
        {
            results[place] = await store.SaveAloneAsync(requests[place], deadline, isRepeat, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ExternalStorageException e)
        {
            results[place] = SaveResult.Failed(e);
        }
    }

    /// <summary>The failure of a message, told of one of its records.</summary>
    private static ExternalStorageException OfRecord(ExternalStorageException failure, RecordKey key) => failure.ClassName is null
        ? (ExternalStorageException)Restated.As(failure, failure.Message, className: key.ClassName, id: key.Id)
        : failure;
}
