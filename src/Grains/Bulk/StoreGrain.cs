using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Orleans.Concurrency;
using Toast.Client.Contract;
using Toast.Client.Wire;
using Toast.Engine;
using Toast.Grains.Records;
using Toast.Grains.Stores;

namespace Toast.Grains.Bulk;

/// <summary>
/// Works for bulks, many callers at once, listings and probes on the silo that the client is connected to. Records go through their own grains, or take
/// their turns, so that no grain keeps content that somebody has replaced.
/// </summary>
[StatelessWorker]
[GrainType("toast-store")]
internal sealed class StoreGrain(SiloStores stores, RecordGuard guard, WarmRecords warm, TogetherWriter together, TimeProvider time) : Grain, IStoreGrain
{
    /// <summary>How much data one answer holds, give or take a record.</summary>
    private const long MaxAnswerBytes = 16 * 1024 * 1024;

    private const int TypicalRecordBytes = 256;

    public Task<SaveAnswer[]> SaveManyAsync(SaveManyCall call, CancellationToken cancellationToken)
    {
        RefuseIncomplete(call is { Keys: not null, Saves: not null } && call.Keys.Length == call.Saves.Length);
        var answers = new Task<SaveAnswer>[call.Keys.Length];
        for (int i = 0; i < answers.Length; i++)
        {
            answers[i] = SaveOneAsync(call.Keys[i].ToKey(), call.Saves[i], cancellationToken);
        }

        return Task.WhenAll(answers);
    }

    public async Task<LoadAnswer[]> LoadManyAsync(LoadManyCall call, CancellationToken cancellationToken)
    {
        RefuseIncomplete(call is { Keys: not null });
        LoadAnswer[] answers = await Task.WhenAll(Array.ConvertAll(call.Keys, key => LoadOneAsync(key.ToKey(), call.Load, cancellationToken)));
        long bytes = 0;
        for (int i = 0; i < answers.Length; i++)
        {
            bytes += answers[i].Record?.Data.Length ?? 0;
            if (bytes > MaxAnswerBytes && answers[i].Record is not null)
            {
                answers[i] = new LoadAnswer { IsLeftOut = true };
            }
        }

        return answers;
    }

    public Task<byte[]> LoadWarmAsync(WarmCall call)
    {
        RefuseIncomplete(call is { Ids: not null });
        string store;
        try
        {
            guard.CheckClass(call.ClassName);
            store = stores.NameFor(call.ClassName, call.Place);
        }
        catch (StorageValidationException)
        {
            // Each load then goes to its grain, which says what is wrong with it.
            return Task.FromResult<byte[]>([]);
        }

        var packed = new ArrayBufferWriter<byte>(Math.Min(PackedRecords.MaxBytes, call.Ids.Length * TypicalRecordBytes / 16));
        for (int i = 0; i < PackedRecords.CountIds(call.Ids); i++)
        {
            RecordSlot? slot = warm.Find(new RecordKey(call.ClassName, PackedRecords.IdAt(call.Ids, i)));
            PackedRecords.Add(packed, string.Equals(slot?.Store, store, StringComparison.OrdinalIgnoreCase) ? slot!.Shown : null);
        }

        return Task.FromResult(packed.WrittenSpan.ToArray());
    }

    public async Task<byte[]> SaveTogetherAsync(TogetherCall call)
    {
        RefuseIncomplete(call is { Saves: not null });
        guard.CheckClass(call.ClassName);
        return PackedAnswers.Pack(await together.SaveAsync(call, stores.NameFor(call.ClassName, call.Place), GrainFactory));
    }

    public async Task<ListAnswer> ListAsync(ListCall call, CancellationToken cancellationToken)
    {
        RefuseIncomplete(call is not null);
        string? store = null;
        try
        {
            guard.CheckClass(call.ClassName);
            store = stores.NameFor(call.ClassName, call.Place);
            RecordStore found = stores.Find(store) ?? throw CannotList(store);
            IReadOnlyList<ListedRecord> page = await found.ListAsync(call.ToRequest(), GrainEdge.DeadlineOf(call.Budget, time), cancellationToken);
            return new ListAnswer { Ids = [.. page.Select(listed => listed.Id)], Infos = [.. page.Select(listed => WireInfo.Of(listed.Info))] };
        }
        catch (Exception e) when (GrainEdge.IsForeign(e))
        {
            throw GrainEdge.Say(e, store ?? "unknown", null);
        }
    }

    public async Task<CountAnswer> CountAsync(CountCall call, CancellationToken cancellationToken)
    {
        RefuseIncomplete(call is not null);
        string? store = null;
        try
        {
            store = stores.NameOf(call.Place);
            RecordStore found = stores.Find(store) ?? throw CannotCount(store);
            return CountAnswer.Of(await found.CountAsync(GrainEdge.DeadlineOf(call.Budget, time), cancellationToken));
        }
        catch (Exception e) when (GrainEdge.IsForeign(e))
        {
            throw GrainEdge.Say(e, store ?? "unknown", null);
        }
    }

    public async Task ProbeAsync(WirePlace place, CancellationToken cancellationToken)
    {
        string? store = place.Store;
        try
        {
            if (place.Kind is PlaceKind.Named or PlaceKind.Exactly)
            {
                if (stores.Find(store!) is { } named)
                {
                    await named.ProbeAsync(cancellationToken);
                }

                return;
            }

            // Where the client names none, all of them have to answer: it may use any.
            foreach (RecordStore each in stores.All)
            {
                store = each.Name;
                await each.ProbeAsync(cancellationToken);
            }
        }
        catch (Exception e) when (GrainEdge.IsForeign(e))
        {
            throw GrainEdge.Say(e, store ?? "unknown", null);
        }
    }

    private async Task<SaveAnswer> SaveOneAsync(RecordKey key, SaveCall call, CancellationToken cancellationToken)
    {
        try
        {
            guard.Check(key);
            guard.Checked(key, call);
            return await GrainFactory.GetGrain<IRecordGrain>(key.Id, key.ClassName).SaveAsync(call, cancellationToken);
        }
        catch (ExternalStorageException e)
        {
            return new SaveAnswer { Status = WireStatus.Failed, Error = e };
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            return new SaveAnswer { Status = WireStatus.Unreached };
        }
    }

    private async Task<LoadAnswer> LoadOneAsync(RecordKey key, LoadCall call, CancellationToken cancellationToken)
    {
        try
        {
            guard.Check(key);
            return new LoadAnswer { Record = await GrainFactory.GetGrain<IRecordGrain>(key.Id, key.ClassName).LoadAsync(call, cancellationToken) };
        }
        catch (ExternalStorageException e)
        {
            return new LoadAnswer { Error = e };
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            return new LoadAnswer { IsLeftOut = true };
        }
    }

    private static void RefuseIncomplete([DoesNotReturnIf(false)] bool isComplete)
    {
        if (!isComplete)
        {
            throw RecordGuard.Incomplete();
        }
    }

    private static ExternalStorageException CannotList(string store) => Cannot(store, "list");

    private static ExternalStorageException CannotCount(string store) => Cannot(store, "count");

    private static ExternalStorageException Cannot(string store, string what) => new(
        ErrorCodes.NotSupported,
        $"Store {store} cannot {what} records: it is kept by a storage provider of Orleans, which has no listing. Keep the class in a store of Toast:Stores.")
    {
        Store = store,
    };
}
