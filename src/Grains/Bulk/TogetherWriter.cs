using Toast.Client.Contract;
using Toast.Client.Wire;
using Toast.Engine;
using Toast.Grains.Records;
using Toast.Grains.Stores;

namespace Toast.Grains.Bulk;

/// <summary>
/// Writes the records of a message together: each in its grain's turn, but without a call to it, and on no grain's thread. What its grain cannot do at
/// once is left to the client, which then calls that grain.
/// </summary>
internal sealed class TogetherWriter(SiloStores stores, RecordGuard guard, WarmRecords warm, TimeProvider time)
{
    /// <summary>One record that is stuck must not keep the others' callers waiting: its own asks again. Less than a message waits for its answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly TogetherAnswer NotDone = new(TogetherOutcome.NotDone);

    public async Task<TogetherAnswer[]> SaveAsync(TogetherCall call, string store, IGrainFactory grains)
    {
        Deadline deadline = GrainEdge.DeadlineOf(call.Budget, time);
        Deadline patience = Deadline.After(time, deadline.Remaining < Patience ? deadline.Remaining : Patience);
        List<SaveRequest> requests = PackedSaves.Unpack(call.Saves, call.ClassName);
        await BringAsync(requests, call, patience, grains).ConfigureAwait(false);
        var saves = new Task<TogetherAnswer>[requests.Count];
        for (int i = 0; i < saves.Length; i++)
        {
            saves[i] = SaveOneAsync(requests[i], store, call.IsBulk, deadline, grains);
        }

        await patience.WaitAsync(Task.WhenAll(saves), CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var answers = new TogetherAnswer[saves.Length];
        for (int i = 0; i < saves.Length; i++)
        {
            answers[i] = saves[i].IsCompleted ? await saves[i].ConfigureAwait(false) : new TogetherAnswer(TogetherOutcome.Unknown);
        }

        return answers;
    }

    /// <summary>One write. Failures are left to the grain too, which meets them again and says what they are.</summary>
    private async Task<TogetherAnswer> SaveOneAsync(SaveRequest request, string store, bool isBulk, Deadline deadline, IGrainFactory grains)
    {
        bool begun = false;
        try
        {
            guard.Check(request);
            Task<SaveResult>? saving = isBulk && request.IsNewId
                ? SaveNew(request, store, deadline, grains)
                : SlotOf(request.Key, store)?.TrySave(request, deadline);
            if (saving is null)
            {
                return NotDone;
            }

            begun = true;
            SaveResult result = await saving.ConfigureAwait(false);
            return result.Status switch
            {
                SaveStatus.Saved => new TogetherAnswer(TogetherOutcome.Saved, result),
                SaveStatus.Failed => After(result.Error),
                _ => NotDone,
            };
        }
#pragma warning disable CA1031 // The grain says it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return begun ? After(e) : NotDone;
        }
    }

    /// <summary>A failure that says that nothing was written is believed, so that the caller hears it as it is.</summary>
    private static TogetherAnswer After(Exception? failure) =>
        failure is ExternalStorageException and not StorageConnectionException { OutcomeUnknown: true } ? NotDone : new TogetherAnswer(TogetherOutcome.Unknown);

    /// <summary>
    /// Goes to the store without a grain. There is none that could remember anything else of this record, since nobody knows its id yet, and the store
    /// writes only if that is so.
    /// </summary>
    private Task<SaveResult> SaveNew(SaveRequest request, string store, Deadline deadline, IGrainFactory grains)
    {
        GrainId grain = grains.GetGrain<IRecordGrain>(request.Key.Id, request.Key.ClassName).GetGrainId();
        RecordHome home = stores.HomeOf(store, grain);
        home.Require(request);
        return home.SaveAsync(request with { Condition = SaveCondition.Missing }, deadline);
    }

    private RecordSlot? SlotOf(RecordKey key, string store) =>
        warm.Find(key) is { } slot && string.Equals(slot.Store, store, StringComparison.OrdinalIgnoreCase) ? slot : null;

    /// <summary>Brings the grains of new records to life; what will be refused brings none.</summary>
    private async Task BringAsync(List<SaveRequest> requests, TogetherCall call, Deadline patience, IGrainFactory grains)
    {
        if (call.IsBulk)
        {
            return;
        }

        var coming = new List<Task>();
        foreach (SaveRequest request in requests)
        {
            if (request.IsNewId && warm.Find(request.Key) is null && IsAccepted(request))
            {
                coming.Add(grains.GetGrain<IRecordGrain>(request.Key.Id, request.Key.ClassName).ComeAsync(call.Place));
            }
        }

        // A grain that does not come is called by the client, and says why.
        await patience.WaitAsync(Task.WhenAll(coming), CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private bool IsAccepted(SaveRequest request)
    {
        try
        {
            guard.Check(request);
            return true;
        }
        catch (StorageValidationException)
        {
            return false;
        }
    }
}
