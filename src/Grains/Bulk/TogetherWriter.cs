using Toast.Client.Wire;
using Toast.Engine;
using Toast.Grains.Records;

namespace Toast.Grains.Bulk;

/// <summary>
/// Writes the records of a message together: new ones without their grains, the others each in its grain's turn, but without a call to it and on no grain's
/// thread. What a grain cannot do at once is left to the client, which then calls that grain.
/// </summary>
internal sealed class TogetherWriter(FreshWriter fresh, RecordGuard guard, WarmRecords warm, TimeProvider time)
{
    /// <summary>One record that is stuck must not keep the others' callers waiting: its own asks again. Less than a message waits for its answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<TogetherAnswer[]> SaveAsync(TogetherCall call, string store, IGrainFactory grains)
    {
        Deadline deadline = GrainEdge.DeadlineOf(call.Budget, time);
        Deadline patience = Deadline.After(time, deadline.Remaining < Patience ? deadline.Remaining : Patience);
        List<SaveRequest> requests = PackedSaves.Unpack(call.Saves, call.ClassName);
        List<int> news = fresh.Choose(requests, store);
        Task<TogetherAnswer[]> newSaves = fresh.SaveAsync(news.ConvertAll(i => requests[i]), store, deadline, grains);
        var saves = new Task<TogetherAnswer>?[requests.Count];
        int next = 0;
        for (int i = 0; i < saves.Length; i++)
        {
            if (next < news.Count && news[next] == i)
            {
                next++;
            }
            else
            {
                saves[i] = SaveInTurnAsync(requests[i], store, deadline);
            }
        }

        await patience.WaitAsync(Task.WhenAll([newSaves, .. saves.OfType<Task>()]), CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var answers = new TogetherAnswer[saves.Length];
        for (int i = 0; i < saves.Length; i++)
        {
            answers[i] = saves[i] is { IsCompleted: true } ended ? await ended.ConfigureAwait(false) : TogetherAnswers.Unknown;
        }

        if (newSaves.IsCompleted)
        {
            TogetherAnswer[] newAnswers = await newSaves.ConfigureAwait(false);
            for (int i = 0; i < newAnswers.Length; i++)
            {
                answers[news[i]] = newAnswers[i];
            }
        }

        return answers;
    }

    /// <summary>One write. Failures are left to the grain too, which meets them again and says what they are.</summary>
    private async Task<TogetherAnswer> SaveInTurnAsync(SaveRequest request, string store, Deadline deadline)
    {
        bool begun = false;
        try
        {
            if (!guard.Accepts(request) || SlotOf(request.Key, store)?.TrySave(request, deadline) is not { } saving)
            {
                return TogetherAnswers.NotDone;
            }

            begun = true;
            return TogetherAnswers.Of(await saving.ConfigureAwait(false));
        }
#pragma warning disable CA1031 // The grain says it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return begun ? TogetherAnswers.After(e) : TogetherAnswers.NotDone;
        }
    }

    private RecordSlot? SlotOf(RecordKey key, string store) =>
        warm.Find(key) is { } slot && string.Equals(slot.Store, store, StringComparison.OrdinalIgnoreCase) ? slot : null;
}
