using Toast.Engine;

namespace Toast.Grains.Records;

/// <summary>Where one record's content is kept: what its grain writes to and reads from, one operation at a time.</summary>
internal abstract class RecordHome
{
    /// <summary>The name of the store, for messages.</summary>
    public abstract string Store { get; }

    /// <summary>Writes the record if the condition holds in the store.</summary>
    public abstract Task<SaveResult> SaveAsync(SaveRequest request, Deadline deadline);

    /// <summary>Reads what the store holds now.</summary>
    public abstract Task<StoredRecord?> LoadAsync(RecordKey key, Deadline deadline);

    /// <summary>Deletes the record if the condition holds in the store.</summary>
    public abstract Task<DeleteResult> DeleteAsync(DeleteRequest request, Deadline deadline);

    /// <summary>Refuses what the store cannot do, before anything is written.</summary>
    public abstract void Require(SaveRequest request);
}
