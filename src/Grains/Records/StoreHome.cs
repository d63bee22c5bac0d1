using Toast.Engine;

namespace Toast.Grains.Records;

/// <summary>
/// A store of Toast's own. All records of a silo share it, so that the writes of many grains go together. The calls are never cancelled by one caller:
/// others may wait for the same answer.
/// </summary>
internal sealed class StoreHome(RecordStore store) : RecordHome
{
    public override string Store => store.Name;

    public override Task<SaveResult> SaveAsync(SaveRequest request, Deadline deadline) => store.SaveAsync(request, deadline, CancellationToken.None).AsTask();

    public override Task<StoredRecord?> LoadAsync(RecordKey key, Deadline deadline) =>
        store.LoadAsync(key, fresh: true, deadline, CancellationToken.None);

    public override Task<DeleteResult> DeleteAsync(DeleteRequest request, Deadline deadline) =>
        store.DeleteAsync(request, deadline, CancellationToken.None);

    public override void Require(SaveRequest request)
    {
        if (request.Condition.Kind == SaveConditionKind.VersionIs)
        {
            store.Require(StoreCapabilities.ConditionalSave, "compare versions");
        }

        if (request.TimeToLive is not null)
        {
            store.Require(StoreCapabilities.Expiry, "expire records");
        }
    }
}
