namespace Toast.Engine;

/// <summary>The writes of one record, in the order they came: at most one group in flight, the others waiting. Used under the queue's lock.</summary>
internal sealed class RecordLine(RecordKey key)
{
    private PendingWrite? first;
    private PendingWrite? last;

    public RecordKey Key { get; } = key;

    /// <summary>True if no write waits.</summary>
    public bool IsEmpty => first is null;

    /// <summary>Joins the last waiting group if it may stand for this write as well, else starts a new group.</summary>
    public void Add(PendingWrite write)
    {
        if (last is not null && (last.Newest ?? last).CanBeFollowedBy(write.Request))
        {
            (last.Newest ?? last).Newer = write;
            last.Newest = write;
            return;
        }

        if (last is null)
        {
            first = write;
        }
        else
        {
            last.NextGroup = write;
        }

        last = write;
    }

    /// <summary>Takes the oldest group that still has a caller waiting; null if there is none.</summary>
    public PendingWrite? TakeGroup()
    {
        while (first is not null)
        {
            PendingWrite group = first;
            first = group.NextGroup;
            last = first is null ? null : last;
            if (Living(group) is { } living)
            {
                return living;
            }
        }

        return null;
    }

    /// <summary>The writes of a group whose callers have not given up, marked as taken; null if there are none.</summary>
    public static PendingWrite? Living(PendingWrite group)
    {
        PendingWrite? oldest = null;
        PendingWrite? previous = null;
        for (PendingWrite? write = group; write is not null; write = write.Newer)
        {
            if (write.Abandoned)
            {
                continue;
            }

            write.Taken = true;
            oldest ??= write;
            if (previous is not null)
            {
                previous.Newer = write;
            }

            previous = write;
        }

        if (previous is not null)
        {
            previous.Newer = null;
        }

        return oldest;
    }
}
