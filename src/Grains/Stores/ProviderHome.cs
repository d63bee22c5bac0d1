using Orleans.Storage;
using Toast.Engine;
using Toast.Grains.Records;

namespace Toast.Grains.Stores;

/// <summary>
/// One record in a storage provider of Orleans, called directly. The provider has an ETag only, so what a write means is decided here, by the same rules
/// as everywhere, and the ETag makes sure that what it was decided on is still there.
/// </summary>
internal sealed class ProviderHome(string store, IGrainStorage storage, GrainId grain, TimeProvider time) : RecordHome
{
    /// <summary>Part of the provider's key; never changes.</summary>
    private const string StateName = "toast-record";

    private GrainState<RecordState>? held;

    public override string Store => store;

    public override async Task<SaveResult> SaveAsync(SaveRequest request, Deadline deadline)
    {
        GrainState<RecordState>? current = request.IsNewId && !request.IsRepeat ? new GrainState<RecordState>(new RecordState()) : held;
        while (true)
        {
            current ??= await ReadAsync(request.Key, deadline);
            SaveResult result = RecordRules.Apply(current.State.ToRecord(request.Key), request, time.GetUtcNow(), out StoredRecord? next);
            if (next is null)
            {
                held = current;
                return result;
            }

            var written = new GrainState<RecordState>(RecordState.Of(next), current.ETag) { RecordExists = current.RecordExists };
            if (await ChangeAsync(storage.WriteStateAsync, written, request.Key, deadline))
            {
                held = written;
                return result;
            }

            current = null;
        }
    }

    public override async Task<StoredRecord?> LoadAsync(RecordKey key, Deadline deadline)
    {
        held = await ReadAsync(key, deadline);
        StoredRecord? record = held.State.ToRecord(key);
        return RecordRules.IsLive(record, time.GetUtcNow()) ? record : null;
    }

    public override async Task<DeleteResult> DeleteAsync(DeleteRequest request, Deadline deadline)
    {
        while (true)
        {
            GrainState<RecordState> current = await ReadAsync(request.Key, deadline);
            DeleteResult result = RecordRules.Delete(current.State.ToRecord(request.Key), request.Condition, time.GetUtcNow());
            if (result.Status != SaveStatus.Saved || await ChangeAsync(storage.ClearStateAsync, current, request.Key, deadline))
            {
                held = null;
                return result;
            }
        }
    }

    /// <summary>Whatever the provider is, versions are compared, and an expired record is never given out: it is removed by the next write.</summary>
    public override void Require(SaveRequest request)
    {
    }

    private async Task<GrainState<RecordState>> ReadAsync(RecordKey key, Deadline deadline)
    {
        var state = new GrainState<RecordState>(new RecordState());
        try
        {
            await storage.ReadStateAsync(StateName, grain, state).WaitAsync(deadline.Remaining, time, CancellationToken.None);
            state.State ??= new RecordState();
            return state;
        }
        catch (TimeoutException)
        {
            throw BackendFailure.Unanswered(store, key, deadline.Total);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw ProviderFailure.Describe(e, store, key, changes: false);
        }
    }

    /// <summary>Writes or clears; false if somebody else has changed the state since it was read.</summary>
    private async Task<bool> ChangeAsync(
        Func<string, GrainId, IGrainState<RecordState>, Task> change, GrainState<RecordState> state, RecordKey key, Deadline deadline)
    {
        // Whatever happens, a state object that a running call may still write to is not used again.
        held = null;
        try
        {
            await change(StateName, grain, state).WaitAsync(deadline.Remaining, time, CancellationToken.None);
            return true;
        }
        catch (InconsistentStateException) when (!deadline.HasPassed)
        {
            return false;
        }
        catch (TimeoutException)
        {
            throw BackendFailure.TimedOut(store, key, deadline.Total, sent: true);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw ProviderFailure.Describe(e, store, key, changes: true);
        }
    }
}
