using Toast.Client.Contract;
using Toast.Engine;

namespace Toast.Client.Engine;

/// <summary>
/// Collects the writes of a bulk and sends them as few messages, each to one worker, whose silo then calls the records' grains. While nobody gathers,
/// every write goes to its grain at once.
/// </summary>
internal sealed class SaveGathering(GrainRecordStore store, ClusterCalls calls, TogetherCalls together)
{
    private readonly Lock gate = new();
    private List<GatheredSave> waiting = [];
    private long waitingBytes;
    private int scopes;

    /// <summary>Begins to gather, until the disposal.</summary>
    public IDisposable Begin()
    {
        lock (gate)
        {
            scopes++;
        }

        return new Scope(this);
    }

    /// <summary>Takes a write if somebody gathers; null if it has to go alone.</summary>
    public Task<SaveResult>? TryTake(SaveRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref scopes) == 0)
        {
            return null;
        }

        var save = new GatheredSave(request, deadline);
        List<GatheredSave>? full = null;
        lock (gate)
        {
            if (scopes == 0)
            {
                return null;
            }

            waiting.Add(save);
            waitingBytes += request.Data.Length;
            if (waiting.Count >= BulkMessages.MaxRecords || waitingBytes >= BulkMessages.MaxBytes)
            {
                full = TakeAll();
            }
        }

        Send(full);
        return WaitAsync(save, cancellationToken);
    }

    private void End()
    {
        List<GatheredSave>? last = null;
        lock (gate)
        {
            if (--scopes == 0)
            {
                last = TakeAll();
            }
        }

        Send(last);
    }

    private List<GatheredSave> TakeAll()
    {
        List<GatheredSave> all = waiting;
        waiting = [];
        waitingBytes = 0;
        return all;
    }

    private void Send(List<GatheredSave>? saves)
    {
        if (saves is { Count: > 0 })
        {
            _ = SendAsync(saves);
        }
    }

    private async Task<SaveResult> WaitAsync(GatheredSave save, CancellationToken cancellationToken)
    {
        try
        {
            return await save.Task.WaitAsync(save.Deadline.Remaining, calls.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            if (save.Task.IsCompleted)
            {
                // The answer came in the last moment, and is the truth.
                return await save.Task.ConfigureAwait(false);
            }

            throw ClusterFailure.NoAnswer(new CallSubject(store.Name, save.Request.Key, Changes: true), save.Deadline.Total, null, lost: true);
        }
    }

    private async Task SendAsync(List<GatheredSave> saves)
    {
        try
        {
            saves = await SendTogetherAsync(saves).ConfigureAwait(false);
            if (saves.Count == 0)
            {
                return;
            }

            if (saves.Count == 1)
            {
                saves[0].Complete(await SendAloneAsync(saves[0], isRepeat: false).ConfigureAwait(false));
                return;
            }

            Deadline deadline = saves[0].Deadline;
            foreach (GatheredSave save in saves)
            {
                deadline = deadline.Or(save.Deadline);
            }

            CallResult<SaveAnswer[]> result = await calls.RunAsync(
                static (grains, state, attempt, token) => grains.GetGrain<IStoreGrain>(state.worker).SaveManyAsync(state.self.CallOf(state.saves, attempt), token),
                (self: this, saves, worker: BulkMessages.NextWorker()),
                new CallSubject(store.Name, null, Changes: true),
                deadline,
                CancellationToken.None).ConfigureAwait(false);
            for (int i = 0; i < saves.Count; i++)
            {
                Tell(saves[i], result.Answer[i], result.WasLost);
            }
        }
#pragma warning disable CA1031 // Whatever it was, those who wait must hear of it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            foreach (GatheredSave save in saves)
            {
                save.Fail(OfRecord(e, save.Request.Key));
            }
        }
    }

    /// <summary>Lets the silo do what needs no grain's own turn.</summary>
    /// <returns>The writes that go to their grains.</returns>
    private async Task<List<GatheredSave>> SendTogetherAsync(List<GatheredSave> saves)
    {
        var rest = new List<GatheredSave>();
        foreach (IGrouping<string?, GatheredSave> ofClass in saves.GroupBy(save => PackedSaves.CanHold(save.Request) ? save.Request.Key.ClassName : null))
        {
            GatheredSave[] some = [.. ofClass];
            if (ofClass.Key is null || some.Length == 1)
            {
                rest.AddRange(some);
                continue;
            }

            TogetherAnswer[] answers = await together.SaveAsync(
                ofClass.Key, Array.ConvertAll(some, save => save.Request), some.Min(save => save.Deadline.Remaining)).ConfigureAwait(false);
            for (int i = 0; i < some.Length; i++)
            {
                switch (answers[i].Outcome)
                {
                    case TogetherOutcome.Saved:
                        some[i].Complete(answers[i].Result);
                        break;
                    case TogetherOutcome.NotDone:
                        rest.Add(some[i]);
                        break;
                    default:
                        _ = SendAgainAsync(some[i]);
                        break;
                }
            }
        }

        return rest;
    }

    private SaveManyCall CallOf(List<GatheredSave> saves, CallTry attempt) => new()
    {
        Keys = [.. saves.Select(save => WireKey.Of(save.Request.Key))],
        Saves = [.. saves.Select(save => SaveCall.Of(store.Place, save.Request, attempt.Budget, attempt.WasLost))],
    };

    private void Tell(GatheredSave save, SaveAnswer answer, bool wasLost)
    {
        if (answer.Status == WireStatus.Unreached)
        {
            // The worker may have reached the grain and missed the answer.
            _ = SendAgainAsync(save);
            return;
        }

        SaveResult result = answer.ToResult();
        if (wasLost && result.Status != SaveStatus.Saved && result.Error is not StorageConnectionException { OutcomeUnknown: true })
        {
            // A refusal speaks of this message alone; the one before may have arrived.
            save.Fail(ClusterFailure.Lost(new CallSubject(store.Name, save.Request.Key, Changes: true), result.Error));
        }
        else
        {
            save.Complete(result);
        }
    }

    private async Task SendAgainAsync(GatheredSave save)
    {
        try
        {
            save.Complete(await SendAloneAsync(save, isRepeat: true).ConfigureAwait(false));
        }
#pragma warning disable CA1031 // The one who waits must hear of it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            save.Fail(e);
        }
    }

    private Task<SaveResult> SendAloneAsync(GatheredSave save, bool isRepeat) =>
        store.SaveAloneAsync(save.Request, save.Deadline, isRepeat, CancellationToken.None);

    /// <summary>The failure of a message, told of one of its records.</summary>
    private static Exception OfRecord(Exception failure, RecordKey key) => failure is ExternalStorageException { ClassName: null } known
        ? Restated.As(known, known.Message, className: key.ClassName, id: key.Id)
        : failure;

    private sealed class Scope(SaveGathering gathering) : IDisposable
    {
        private SaveGathering? gathering = gathering;

        public void Dispose() => Interlocked.Exchange(ref gathering, null)?.End();
    }
}
