using Toast.Client.Wire;
using Toast.Engine;
using Toast.Grains.Records;
using Toast.Grains.Stores;

namespace Toast.Grains.Bulk;

/// <summary>Writes records in their grains' turns, but without a call to the grains and on no grain's thread: those whose grains have nothing else to do, all at once.</summary>
internal sealed class TurnWriter(SiloStores stores, RecordGuard guard, WarmRecords warm, TimeProvider time)
{
    /// <summary>Writes what can be written at once. Never fails.</summary>
    public async Task<TogetherAnswer[]> SaveAsync(List<SaveRequest> requests, string store, Deadline deadline)
    {
        TogetherAnswer[] answers = TogetherAnswers.All(TogetherAnswers.NotDone, requests.Count);
        List<Turn> turns = Begin(requests, store);
        if (turns.Count == 0)
        {
            return answers;
        }

        long asked = time.GetTimestamp();
        IReadOnlyList<SaveResult>? results = null;
        Exception? failure = null;
        try
        {
            results = stores.Find(store) is { } own
                ? await own.SaveManyAsync(turns.ConvertAll(turn => turn.Begun), WritesFrom.Turns, deadline, CancellationToken.None).ConfigureAwait(false)
                : await Task.WhenAll(turns.Select(turn => SaveOneAsync(turn, deadline))).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The grains say it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = e;
        }

        for (int i = 0; i < turns.Count; i++)
        {
            turns[i].Slot.End(turns[i].Begun, results?[i], asked);
            answers[turns[i].Place] = results is null ? TogetherAnswers.After(failure) : TogetherAnswers.Of(results[i]);
        }

        return answers;
    }

    private static async Task<SaveResult> SaveOneAsync(Turn turn, Deadline deadline)
    {
        try
        {
            return await turn.Slot.SendAsync(turn.Begun, deadline).ConfigureAwait(false);
        }
        catch (ExternalStorageException e)
        {
            return SaveResult.Failed(e);
        }
    }

    private List<Turn> Begin(List<SaveRequest> requests, string store)
    {
        var turns = new List<Turn>(requests.Count);
        for (int i = 0; i < requests.Count; i++)
        {
            SaveRequest request = requests[i];
            if (guard.Accepts(request) && SlotOf(request.Key, store) is { } slot && TryBegin(slot, request) is { } begun)
            {
                turns.Add(new Turn(i, slot, begun));
            }
        }

        return turns;
    }

    private static SaveRequest? TryBegin(RecordSlot slot, SaveRequest request)
    {
        try
        {
            return slot.TryBegin(request);
        }
        catch (ExternalStorageException)
        {
            // The store cannot do it; the grain says so.
            return null;
        }
    }

    private RecordSlot? SlotOf(RecordKey key, string store) =>
        warm.Find(key) is { } slot && string.Equals(slot.Store, store, StringComparison.OrdinalIgnoreCase) ? slot : null;

    /// <summary>A turn that was taken.</summary>
    /// <param name="Place">Which write of the message it is for.</param>
    /// <param name="Slot">Whose turn it is.</param>
    /// <param name="Begun">What goes to the store.</param>
    private readonly record struct Turn(int Place, RecordSlot Slot, SaveRequest Begun);
}
