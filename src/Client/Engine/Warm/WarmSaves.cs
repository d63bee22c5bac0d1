using Toast.Engine;

namespace Toast.Client.Engine;

/// <summary>Plain writes, which silos do together where their grains have nothing else to do.</summary>
internal sealed class WarmSaves(GrainRecordStore store, TogetherCalls together, TimeProvider time) : WarmCalls<WarmSave, SaveResult>(MaxRecords, MaxMessages, time)
{
    private const int MaxRecords = 192;

    /// <summary>Enough that the client, the silo and its store have something to do at the same time; of more, each would hold fewer.</summary>
    private const int MaxMessages = 3;

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

    protected override async Task<int> SendAsync(string className, List<WarmSave> items)
    {
        List<WarmSave> saves = Begin(items, out TimeSpan shortest);
        if (saves.Count == 0)
        {
            return items.Count;
        }

        PackedAnswers answers = await together.SaveAsync(className, saves.ConvertAll(save => save.Request), isOfBulk: false, shortest).ConfigureAwait(false);
        int saved = 0;
        for (int i = 0; i < saves.Count; i++)
        {
            TogetherOutcome outcome = answers.OutcomeOf(i);
            if (outcome == TogetherOutcome.Saved)
            {
                saves[i].Complete(answers, i);
                saved++;
            }
            else
            {
                saves[i].Follow(store.SaveAloneAsync(
                    saves[i].Request, saves[i].Deadline, isRepeat: outcome == TogetherOutcome.Unknown, CancellationToken.None));
            }
        }

        return saved;
    }

    /// <summary>Takes those that nobody has given up; one whose time is up hears so from its grain's call.</summary>
    private List<WarmSave> Begin(List<WarmSave> items, out TimeSpan shortest)
    {
        long now = Time.GetTimestamp();
        shortest = TimeSpan.MaxValue;
        var saves = new List<WarmSave>(items.Count);
        foreach (WarmSave save in items)
        {
            if (!save.TrySend())
            {
                continue;
            }

            TimeSpan left = save.Deadline.RemainingAt(now);
            if (left == TimeSpan.Zero)
            {
                save.Follow(store.SaveAloneAsync(save.Request, save.Deadline, isRepeat: false, CancellationToken.None));
                continue;
            }

            saves.Add(save);
            shortest = left < shortest ? left : shortest;
        }

        return saves;
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
