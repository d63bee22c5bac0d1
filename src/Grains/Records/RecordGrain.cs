using Orleans.Placement;
using Toast.Client.Contract;
using Toast.Client.Wire;
using Toast.Engine;
using Toast.Grains.Stores;

namespace Toast.Grains.Records;

/// <summary>
/// One record. It is a cache and a queue: the version that counts is the one in the store, so that a second grain for the same record, which a partition can
/// bring about, loses nothing. Nearly always it has one slot; a class that is also read from another store has one for each.
/// </summary>
[GrainType("toast-record")]
[PreferLocalPlacement]
internal sealed class RecordGrain : Grain, IRecordGrain
{
    private readonly SiloStores stores;
    private readonly RecordGuard guard;
    private readonly WarmSettings settings;
    private readonly ClusterTrust trust;
    private readonly WarmRecords warm;
    private readonly TimeProvider time;
    private readonly RecordKey key;
    private string? store;
    private RecordSlot? slot;
    private LinkedListNode<WarmEntry>? entry;
    private Dictionary<string, RecordSlot>? others;

    public RecordGrain(
        IGrainContext context, SiloStores stores, RecordGuard guard, WarmSettings settings, ClusterTrust trust, WarmRecords warm, TimeProvider time)
    {
        this.stores = stores;
        this.guard = guard;
        this.settings = settings;
        this.trust = trust;
        this.warm = warm;
        this.time = time;

        // A forged key makes a record that is refused, with the reason, by the first call.
        key = context.GrainId.TryGetGuidKey(out Guid id, out string? className) ? new RecordKey(className ?? "", id) : new RecordKey("", Guid.Empty);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (slot is null)
        {
            return Task.CompletedTask;
        }

        // Whoever has found the slot before may be writing; the next grain of this record must not read what was there before.
        warm.Remove(entry!);
        return slot.CloseAsync(cancellationToken);
    }

    public async Task<SaveAnswer> SaveAsync(SaveCall call, CancellationToken cancellationToken)
    {
        try
        {
            guard.Check(key);
            SaveRequest request = guard.Checked(key, call);
            SaveResult result = await SlotOf(call.Place).SaveAsync(request, GrainEdge.DeadlineOf(call.Budget, time), cancellationToken);
            return SaveAnswer.Of(GrainEdgeResult(result));
        }
        catch (Exception e) when (GrainEdge.IsForeign(e))
        {
            throw GrainEdge.Say(e, store ?? "unknown", key);
        }
        finally
        {
            End();
        }
    }

    public async Task<WireRecord?> LoadAsync(LoadCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(call, cancellationToken);
        }
        catch (Exception e) when (GrainEdge.IsForeign(e))
        {
            throw GrainEdge.Say(e, store ?? "unknown", key);
        }
        finally
        {
            End();
        }
    }

    public async Task<WireInfo?> GetInfoAsync(LoadCall call, CancellationToken cancellationToken) =>
        await LoadAsync(call, cancellationToken) is { } record ? WireInfo.Of(record.Info) : null;

    public async Task<DeleteAnswer> DeleteAsync(DeleteCall call, CancellationToken cancellationToken)
    {
        try
        {
            guard.Check(key);
            var request = new DeleteRequest(key, call.Condition.ToCondition());
            DeleteResult result = await SlotOf(call.Place).DeleteAsync(request, GrainEdge.DeadlineOf(call.Budget, time));
            return new DeleteAnswer { Status = (WireStatus)result.Status, ActualVersion = result.ActualVersion };
        }
        catch (Exception e) when (GrainEdge.IsForeign(e))
        {
            throw GrainEdge.Say(e, store ?? "unknown", key);
        }
        finally
        {
            End();
        }
    }

    private SaveResult GrainEdgeResult(SaveResult result) => result.Error is { } error && GrainEdge.IsForeign(error)
        ? result with { Error = (ExternalStorageException)GrainEdge.Say(error, store!, key) }
        : result;

    private async Task<WireRecord?> FindAsync(LoadCall call, CancellationToken cancellationToken)
    {
        guard.Check(key);
        Deadline deadline = GrainEdge.DeadlineOf(call.Budget, time);
        return await SlotOf(call.Place).LoadAsync(call.Fresh, deadline).WaitAsync(cancellationToken);
    }

    private RecordSlot SlotOf(WirePlace place)
    {
        string name = stores.NameFor(key.ClassName, place);
        if (slot is null)
        {
            slot = NewSlot(name);
            store = name;
            entry = warm.Add(key, slot, GrainContext);
        }

        if (string.Equals(name, store, StringComparison.OrdinalIgnoreCase))
        {
            return slot;
        }

        others ??= new Dictionary<string, RecordSlot>(StringComparer.OrdinalIgnoreCase);
        if (!others.TryGetValue(name, out RecordSlot? other))
        {
            other = NewSlot(name);
            others.Add(name, other);
        }

        return other;
    }

    private RecordSlot NewSlot(string name) => new(key, stores.HomeOf(name, this.GetGrainId()), settings, trust, time);

    /// <summary>
    /// Ends a call. A grain that holds nothing, because it was asked for what is not there or must not be, does not wait for its idle time. Those that were spared
    /// because they were at work, as this one was, are looked at again.
    /// </summary>
    private void End()
    {
        if (slot is null or { IsIdle: true } && others is null)
        {
            DeactivateOnIdle();
        }

        warm.KeepBound();
    }
}
