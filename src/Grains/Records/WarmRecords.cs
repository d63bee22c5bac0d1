using System.Collections.Concurrent;
using Toast.Engine;

namespace Toast.Grains.Records;

/// <summary>
/// The records that grains of this silo carry, so that many can be read at once without a message to each grain. A grain is here from its first call until
/// it leaves.
/// </summary>
internal sealed class WarmRecords
{
    private readonly ConcurrentDictionary<RecordKey, RecordSlot> slots = new(RecordKeyComparer.Instance);

    public RecordSlot? Find(RecordKey key) => slots.GetValueOrDefault(key);

    public void Add(RecordKey key, RecordSlot slot) => slots[key] = slot;

    /// <summary>Takes a record out, unless another grain has taken its place.</summary>
    public void Remove(RecordKey key, RecordSlot slot) => slots.TryRemove(KeyValuePair.Create(key, slot));
}
