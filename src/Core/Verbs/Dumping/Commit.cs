using Toast.Engine;
using Toast.Registry;

namespace Toast.Verbs.Dumping;

/// <summary>Sends one prepared dump under a given condition or the one its model asks for, reads the answer, and binds the instance when the store has the record.</summary>
internal static class Commit
{
    public static ValueTask<Dumped> RunAsync(
        PreparedDump dump, SaveCondition? condition, DumpOptions? options, Deadline deadline, CancellationToken cancellationToken) =>
        NeedsNoTurn(dump.Info)
            ? SendAsync(dump, condition, options, deadline, cancellationToken)
            : SendInTurnAsync(dump, condition, options, deadline, cancellationToken);

    /// <summary>True for models whose dumps do not depend on what an earlier dump of the same instance is answered.</summary>
    public static bool NeedsNoTurn(ModelInfo info) =>
        info.Concurrency != ConcurrencyMode.Optimistic && info.Store.Capabilities.HasFlag(StoreCapabilities.ConditionalSave);

    /// <summary>Reads the store's answer to a write: binds the instance, or gives the refusal.</summary>
    public static ExternalStorageException? Settle(PreparedDump dump, SaveRequest request, SaveResult result)
    {
        if (result.Status == SaveStatus.Saved)
        {
            dump.Identity.Home.Settle(dump.Identity, dump.Reference, request.Key, result.Version, result.Created, dump.Content);
            return null;
        }

        if (result.Error is { } error)
        {
            RememberIfLost(dump, request, error);
        }

        return Refusal(dump.Reference, request.Condition, result, dump.Info.Store.Name);
    }

    /// <summary>Keeps the id of a write that may have been done, for the repeat.</summary>
    public static void RememberIfLost(PreparedDump dump, SaveRequest request, Exception failure)
    {
        // A repeat that failed, for whatever reason, tells nothing of the write it repeats.
        if (request.IsRepeat || failure is OperationCanceledException || LeavesOpen(failure))
        {
            dump.Identity.RememberLost(request.WriteId, dump.Content);
        }
    }

    private static async ValueTask<Dumped> SendInTurnAsync(
        PreparedDump dump, SaveCondition? condition, DumpOptions? options, Deadline deadline, CancellationToken cancellationToken)
    {
        // Two dumps of one optimistic instance must not both compare with the version before the first: the second waits for the first's answer.
        // In a store that cannot compare, only the first dump of an instance may take for granted that there is no record yet.
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task? earlier = dump.Identity.Follow(ended.Task);
        try
        {
            if (earlier is not null)
            {
                await WaitForTurnAsync(earlier, dump, deadline, cancellationToken).ConfigureAwait(false);
            }

            return await SendAsync(dump, condition, options, deadline, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (earlier is { IsCompleted: false })
            {
                // This caller gave up waiting; whoever follows still comes after the earlier dump.
                _ = earlier.ContinueWith(
                    static (_, state) => ((TaskCompletionSource)state!).SetResult(), ended, CancellationToken.None,
                    TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
            else
            {
                ended.SetResult();
            }
        }
    }

    private static async Task WaitForTurnAsync(Task earlier, PreparedDump dump, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            await deadline.WaitAsync(earlier, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!earlier.IsCompleted)
        {
            throw BackendFailure.TimedOut(dump.Info.Store.Name, dump.Key, deadline.Total, sent: false);
        }
        catch (TimeoutException)
        {
            // It ended in the last moment.
        }
    }

    private static ValueTask<Dumped> SendAsync(
        PreparedDump dump, SaveCondition? given, DumpOptions? options, Deadline deadline, CancellationToken cancellationToken)
    {
        SaveRequest request = RequestOf(dump, given, options);
        return options is { Recreate: true, ExpectedVersion: null }
            ? WaitAsync(dump, request, RecreateAsync(dump.Info.Store, request, deadline, cancellationToken))
            : SendAsync(dump, request, deadline, cancellationToken);
    }

    /// <summary>Waits for a task and in a method of its own: most writes wait, and what an await keeps for each is allocated.</summary>
    private static ValueTask<Dumped> SendAsync(PreparedDump dump, SaveRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        ValueTask<SaveResult> saving;
        try
        {
            saving = dump.Info.Store.SaveAsync(request, deadline, cancellationToken);
        }
        catch (Exception e)
        {
            RememberIfLost(dump, request, e);
            return ValueTask.FromException<Dumped>(e);
        }

        if (!saving.IsCompletedSuccessfully)
        {
            return WaitAsync(dump, request, saving.AsTask());
        }

        SaveResult result = saving.Result;
        return Settle(dump, request, result) is { } refusal
            ? ValueTask.FromException<Dumped>(refusal)
            : new ValueTask<Dumped>(new Dumped(dump.Reference, result.Version));
    }

    private static async ValueTask<Dumped> WaitAsync(PreparedDump dump, SaveRequest request, Task<SaveResult> saving)
    {
        SaveResult result;
        try
        {
            result = await saving.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            RememberIfLost(dump, request, e);
            throw;
        }

        return Settle(dump, request, result) is { } refusal ? throw refusal : new Dumped(dump.Reference, result.Version);
    }

    /// <summary>Writes a record, or makes it anew where it is gone.</summary>
    private static async Task<SaveResult> RecreateAsync(RecordStore store, SaveRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        SaveResult result = await store.SaveAsync(request, deadline, cancellationToken).ConfigureAwait(false);
        return result.Status == SaveStatus.NotFound
            ? await store.SaveAsync(request with { Condition = SaveCondition.Missing }, deadline, cancellationToken).ConfigureAwait(false)
            : result;
    }

    /// <summary>Whether the write may have been done: its answer was lost, or the store failed in a way that nothing is known about.</summary>
    private static bool LeavesOpen(Exception? failure) =>
        failure is StorageConnectionException { OutcomeUnknown: true } or ExternalStorageException { Code: ErrorCodes.StorageFailed };

    /// <summary>The write of a prepared dump. Asked for once for each dump: it takes the write id.</summary>
    public static SaveRequest RequestOf(PreparedDump dump, SaveCondition? given, DumpOptions? options)
    {
        Identity identity = dump.Identity;
        SaveCondition condition = given is { } asked ? asked
            : identity.Bound is not { } bound ? SaveCondition.Any
            : dump.Info.Concurrency == ConcurrencyMode.Optimistic ? SaveCondition.VersionIs(bound.Version, bound.Created)
            : options is { Recreate: true } ? SaveCondition.Any
            : SaveCondition.Exists;
        return new SaveRequest
        {
            Key = dump.Key,
            Data = dump.Data,
            SchemaVersion = dump.Info.SchemaVersion,
            Condition = condition,
            TimeToLive = options?.TimeToLive ?? dump.Info.TimeToLive,
            WriteId = identity.TakeWriteId(dump.Content, out bool isRepeat),
            IsRepeat = isRepeat,
            IsNewId = given is null && identity.MarkSent(),
        };
    }

    /// <summary>The exception for a write that the store refused.</summary>
    public static ExternalStorageException Refusal(ExternalReference reference, SaveCondition condition, SaveResult result, string store)
    {
        if (result is { Status: SaveStatus.Failed, Error: { } error })
        {
            return BackendFailure.Describe(error, store, new RecordKey(reference.ClassName, reference.Id));
        }

        if (result.Status == SaveStatus.NotFound && condition.Kind != SaveConditionKind.VersionIs)
        {
            return new RecordNotFoundException(
                $"Record {reference} in store {store} is gone: it was deleted or has expired since this instance was restored. "
                + "Nothing was written. To store it again under the same id, dump with Recreate = true.")
            {
                Store = store,
                ClassName = reference.ClassName,
                Id = reference.Id,
            };
        }

        if (result.Status == SaveStatus.NotFound)
        {
            return new RecordNotFoundException(
                $"Record {reference} in store {store} does not exist, but version {condition.Version} was expected: it was deleted or has expired. "
                + "Nothing was written. To store it again under the same id, dump with Recreate = true or ExpectedVersion = 0.")
            {
                Store = store,
                ClassName = reference.ClassName,
                Id = reference.Id,
            };
        }

        string found = condition.Kind == SaveConditionKind.Missing ? "expected no record"
            : result.Version == condition.Version ? $"expected version {condition.Version} of an earlier record that was deleted and made again"
            : $"expected version {condition.Version}";
        return new ConcurrencyException(
            $"Record {reference} in store {store} was changed by another writer: {found}, found version {result.Version}. "
            + "Nothing was written. Validate the reference again and repeat the change, or use UpdateAsync.")
        {
            Store = store,
            ClassName = reference.ClassName,
            Id = reference.Id,
            ExpectedVersion = condition.Version,
            ActualVersion = result.Version,
        };
    }
}
