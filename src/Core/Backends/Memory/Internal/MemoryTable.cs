namespace Toast;

/// <summary>
/// The records of one class in memory. Everything happens under its lock, which is held for a few dictionary steps at a time.
/// </summary>
internal sealed class MemoryTable
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, StoredRecord> records = [];

    // Guid compares by its big-endian bytes, which is the order of listings. Built at the first listing: most classes are never listed.
    private SortedSet<Guid>? order;
    private SortedSet<(DateTimeOffset Expires, Guid Id)>? expiring;

    public int Count
    {
        get
        {
            lock (gate)
            {
                return records.Count;
            }
        }
    }

    public SaveResult Save(SaveRequest request, DateTimeOffset now)
    {
        // Copied before the lock: the caller may reuse its buffer once the write has ended, and sixteen megabytes take a while.
        byte[] data = request.Data.ToArray();
        lock (gate)
        {
            SaveResult result = RecordRules.Apply(records.GetValueOrDefault(request.Key.Id), request, now, out StoredRecord? next, data);
            if (next is not null)
            {
                Put(next);
            }

            return result;
        }
    }

    public void Replace(StoredRecord record)
    {
        lock (gate)
        {
            Put(record);
        }
    }

    public StoredRecord? Load(Guid id, DateTimeOffset now)
    {
        lock (gate)
        {
            StoredRecord? record = records.GetValueOrDefault(id);
            return RecordRules.IsLive(record, now) ? record : null;
        }
    }

    public DeleteResult Delete(DeleteRequest request, DateTimeOffset now)
    {
        lock (gate)
        {
            DeleteResult result = RecordRules.Delete(records.GetValueOrDefault(request.Key.Id), request.Condition, now);
            if (result.Status == SaveStatus.Saved)
            {
                Remove(request.Key.Id);
            }

            return result;
        }
    }

    public ListedRecord[] List(ListRequest request, DateTimeOffset now)
    {
        var page = new List<ListedRecord>(Math.Min(request.Limit, 64));
        lock (gate)
        {
            order ??= [.. records.Keys];
            foreach (Guid id in request.After is { } after ? order.GetViewBetween(after, Guid.AllBitsSet) : order)
            {
                if (page.Count == request.Limit)
                {
                    break;
                }

                StoredRecord record = records[id];
                if (id != request.After && RecordRules.IsListed(record, request, now))
                {
                    page.Add(new ListedRecord(id, RecordRules.InfoOf(record)));
                }
            }
        }

        return [.. page];
    }

    public int Sweep(DateTimeOffset now)
    {
        int removed = 0;
        lock (gate)
        {
            while (expiring is { Count: > 0 } && expiring.Min.Expires <= now)
            {
                Remove(expiring.Min.Id);
                removed++;
            }
        }

        return removed;
    }

    private void Put(StoredRecord next)
    {
        if (records.TryGetValue(next.Key.Id, out StoredRecord? earlier))
        {
            ForgetExpiry(earlier);
        }
        else
        {
            order?.Add(next.Key.Id);
        }

        records[next.Key.Id] = next;
        if (next.Expires is { } expires)
        {
            (expiring ??= []).Add((expires, next.Key.Id));
        }
    }

    private void Remove(Guid id)
    {
        if (records.Remove(id, out StoredRecord? earlier))
        {
            order?.Remove(id);
            ForgetExpiry(earlier);
        }
    }

    private void ForgetExpiry(StoredRecord earlier)
    {
        if (earlier.Expires is { } expires)
        {
            expiring?.Remove((expires, earlier.Key.Id));
        }
    }
}
