namespace Toast.Grains.Records;

/// <summary>
/// Warm records in about the order in which they were last used, the oldest first. Use does not move a record, it only leaves a mark; a marked one that has
/// become the oldest loses its mark and goes to the end instead of leaving. So warm calls take no lock, and an arrival costs a few looks at most. Whoever calls
/// holds the lock, where nothing else is said.
/// </summary>
/// <param name="most">How many records may stay.</param>
internal sealed class WarmOrder(int most)
{
    /// <summary>How many records are looked at at once, so that nobody waits for a look at all of them.</summary>
    private const int MaxLooks = 32;

    private readonly LinkedList<WarmEntry> entries = new();

    /// <summary>Where even used ones leave: a silo whose every record is used must keep its bound too. What is between is for used ones that stand in a row.</summary>
    private readonly int mostUsed = most + (most / 50);

    /// <summary>True if there are too many. For any thread; without the lock as of a moment ago.</summary>
    public bool IsOver => entries.Count > most;

    public void Add(LinkedListNode<WarmEntry> entry) => entries.AddLast(entry);

    /// <summary>Forgets a record, unless it was already taken.</summary>
    public void Remove(LinkedListNode<WarmEntry> entry)
    {
        if (entry.List is not null)
        {
            entries.Remove(entry);
        }
    }

    /// <summary>Takes out those that are to leave, but none that has something to do.</summary>
    public List<WarmEntry> TakeOldest()
    {
        var taken = new List<WarmEntry>(1);
        for (int look = 1; IsOver && look <= MaxLooks; look++)
        {
            LinkedListNode<WarmEntry> oldest = entries.First!;
            entries.RemoveFirst();
            if (oldest.Value.Slot.IsBusy || (oldest.Value.Slot.TakeMark() && (look < MaxLooks || entries.Count < mostUsed)))
            {
                entries.AddLast(oldest);
            }
            else
            {
                taken.Add(oldest.Value);
            }
        }

        return taken;
    }
}
