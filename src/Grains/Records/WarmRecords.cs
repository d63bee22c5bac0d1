using System.Collections.Concurrent;
using Toast.Engine;

namespace Toast.Grains.Records;

/// <summary>
/// The records that grains of this silo carry, so that many can be read at once without a message to each grain, and so that there are not too many of them. A
/// grain is here from its first call until it leaves. Finding one takes no lock.
/// </summary>
internal sealed class WarmRecords(WarmSettings settings)
{
    /// <summary>A smaller table is not worth the copying.</summary>
    private const int SmallTable = 1024;

    private readonly Lock gate = new();
    private readonly WarmOrder order = new(settings.MaxRecords);
    private ConcurrentDictionary<RecordKey, RecordSlot> slots = NewTable();
    private int count;
    private int mostSince;

    /// <summary>How many records are here, those that are about to leave among them.</summary>
    public int Count => Volatile.Read(ref count);

    public RecordSlot? Find(RecordKey key) => Volatile.Read(ref slots).GetValueOrDefault(key);

    /// <summary>Takes a record in, and asks others to leave if it is one too many.</summary>
    /// <param name="key">Which record it is.</param>
    /// <param name="slot">What its grain carries.</param>
    /// <param name="grain">Its grain.</param>
    /// <returns>What it is taken out by.</returns>
    public LinkedListNode<WarmEntry> Add(RecordKey key, RecordSlot slot, IGrainContext grain)
    {
        var entry = new LinkedListNode<WarmEntry>(new WarmEntry(key, slot, grain));
        lock (gate)
        {
            if (slots.TryAdd(key, slot))
            {
                count++;
                mostSince = Math.Max(mostSince, count);
            }
            else
            {
                slots[key] = slot;
            }

            order.Add(entry);
        }

        KeepBound();
        return entry;
    }

    /// <summary>Takes a record out, unless another grain has taken its place.</summary>
    public void Remove(LinkedListNode<WarmEntry> entry)
    {
        lock (gate)
        {
            order.Remove(entry);
            if (slots.TryRemove(KeyValuePair.Create(entry.Value.Key, entry.Value.Slot)))
            {
                count--;
                Shrink();
            }
        }
    }

    /// <summary>
    /// Asks records that were not used for long to leave while there are too many. Costs next to nothing while there are not. Their grains first answer whom
    /// they are working for; calls that come later bring them back.
    /// </summary>
    public void KeepBound()
    {
        if (!order.IsOver)
        {
            return;
        }

        List<WarmEntry> leaving;
        lock (gate)
        {
            leaving = order.TakeOldest();
        }

        foreach (WarmEntry entry in leaving)
        {
            entry.Leave();
        }
    }

    /// <summary>The dictionary never gives memory back, so that its content moves to a new one when most has left. Whoever is reading the old one reads what was true when it began.</summary>
    private void Shrink()
    {
        if (mostSince > SmallTable && count < mostSince / 4)
        {
            ConcurrentDictionary<RecordKey, RecordSlot> smaller = NewTable();
            foreach ((RecordKey key, RecordSlot slot) in slots)
            {
                smaller[key] = slot;
            }

            Volatile.Write(ref slots, smaller);
            mostSince = count;
        }
    }

    private static ConcurrentDictionary<RecordKey, RecordSlot> NewTable() => new(RecordKeyComparer.Instance);
}
