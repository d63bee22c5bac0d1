using Toast.Client.Wire;
using Toast.Engine;

namespace Toast.Grains.Records;

/// <summary>Reads a record from its store and remembers what it found, unless the record was changed meanwhile.</summary>
internal sealed class RecordReads(RecordKey key, RecordHome home, WarmMemory memory, TimeProvider time)
{
    private int active;

    public bool IsIdle => active == 0;

    /// <summary>What the store holds now; null if there is no record.</summary>
    public async Task<WireRecord?> ReadAsync(Deadline deadline)
    {
        long changes = memory.Changes;
        long asked = time.GetTimestamp();
        active++;
        StoredRecord? stored;
        try
        {
            stored = await home.LoadAsync(key, deadline);
        }
        finally
        {
            active--;
        }

        WireRecord? record = stored is null ? null : WireRecord.Of(stored);
        memory.Learn(record, asked, changes);
        return record;
    }
}
