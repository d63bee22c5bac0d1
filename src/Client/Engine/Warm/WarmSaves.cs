using Toast.Engine;

namespace Toast.Client.Engine;

/// <summary>Plain writes, which silos do together where their grains have nothing else to do.</summary>
internal sealed class WarmSaves(GrainRecordStore store, TogetherCalls together, TimeProvider time) : WarmCalls<WarmSave, SaveResult>(MaxRecords, MaxMessages, time)
{
    private const int MaxRecords = 128;

    /// <summary>Enough that the client, the silo and its store have something to do at the same time.</summary>
    private const int MaxMessages = 4;

    /// <summary>Larger ones go alone: what they cost is not the message, and the small ones would wait for them.</summary>
    private const int MaxBytes = 4096;

    public Task<SaveResult> SaveAsync(SaveRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        if (request.Data.Length > MaxBytes || !PackedSaves.CanHold(request))
        {
            return store.SaveAloneAsync(request, deadline, isRepeat: false, cancellationToken);
        }

        if (GoesAlone())
        {
            return AloneAsync(store.SaveAloneAsync(request, deadline, isRepeat: false, cancellationToken));
        }

        var save = new WarmSave(request, deadline);
        Add(save);
        return cancellationToken.CanBeCanceled ? WaitAsync(save, cancellationToken) : save.Task;
    }

    protected override async Task<int> SendAsync(string className, WarmSave[] items)
    {
        WarmSave[] saves = Array.FindAll(items, save => !save.Deadline.HasPassed && save.TrySend());
        foreach (WarmSave late in items.Where(save => save.Deadline.HasPassed && save.TrySend()))
        {
            late.Follow(store.SaveAloneAsync(late.Request, late.Deadline, isRepeat: false, CancellationToken.None));
        }

        if (saves.Length == 0)
        {
            return items.Length;
        }

        PackedAnswers answers = await together.SaveAsync(
            className, Array.ConvertAll(saves, save => save.Request), isOfBulk: false, saves.Min(save => save.Deadline.Remaining)).ConfigureAwait(false);
        for (int i = 0; i < saves.Length; i++)
        {
            if (answers[i].Outcome == TogetherOutcome.Saved)
            {
                saves[i].Complete(answers[i].Result);
            }
            else
            {
                saves[i].Follow(store.SaveAloneAsync(
                    saves[i].Request, saves[i].Deadline, isRepeat: answers[i].Outcome == TogetherOutcome.Unknown, CancellationToken.None));
            }
        }

        return answers.Count(answer => answer.Outcome == TogetherOutcome.Saved);
    }

    private static async Task<SaveResult> WaitAsync(WarmSave save, CancellationToken cancellationToken)
    {
        try
        {
            return await save.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            save.GiveUp();
            throw;
        }
    }
}
