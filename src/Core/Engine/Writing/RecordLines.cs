namespace Toast.Engine;

/// <summary>The records with writes, and among them those whose next write may go. Used under the queue's lock.</summary>
internal sealed class RecordLines
{
    private readonly Dictionary<RecordKey, RecordLine> lines = new(RecordKeyComparer.Instance);
    private readonly Queue<RecordLine> ready = new();

    /// <summary>How many records have a write that may go.</summary>
    public int ReadyCount => ready.Count;

    /// <summary>True if no write waits and none is on its way.</summary>
    public bool IsEmpty => lines.Count == 0;

    public void Add(PendingWrite write)
    {
        RecordKey key = write.Request.Key;
        if (!lines.TryGetValue(key, out RecordLine? line))
        {
            line = new RecordLine(key);
            lines.Add(key, line);
            ready.Enqueue(line);
        }

        line.Add(write);
    }

    /// <summary>Takes the oldest writes of the record that waits longest. Nothing else of that record goes until it is <see cref="Release"/>d.</summary>
    public bool TryTake(out WriteGroup group)
    {
        while (ready.TryDequeue(out RecordLine? line))
        {
            if (line.TakeGroup() is { } oldest)
            {
                group = new WriteGroup(line, oldest);
                return true;
            }

            lines.Remove(line.Key);
        }

        group = default;
        return false;
    }

    /// <summary>The writes that were taken have ended; the next ones of the record may go.</summary>
    public void Release(RecordLine line)
    {
        if (line.IsEmpty)
        {
            lines.Remove(line.Key);
        }
        else
        {
            ready.Enqueue(line);
        }
    }
}
