using Toast.Engine;

namespace Toast.Verbs.Bulk;

/// <summary>The plain writes of a bulk: gathered for each store, and sent while the next ones are prepared, as soon as there are enough for one message.</summary>
internal sealed class BulkWrites(Deadline deadline, CancellationToken cancellationToken)
{
    /// <summary>Enough data to be worth a message, little enough not to hold up others.</summary>
    private const long MaxBytes = 4 * 1024 * 1024;

    private readonly Dictionary<RecordStore, Part> parts = [];
    private readonly List<Task> sent = [];

    public void Add(BulkWrite write)
    {
        if (!parts.TryGetValue(write.Store, out Part? part))
        {
            parts.Add(write.Store, part = new Part());
        }

        part.Writes.Add(write);
        part.Bytes += write.Request.Data.Length;
        if (part.Writes.Count >= write.Store.BulkSize || part.Bytes >= MaxBytes)
        {
            Send(write.Store, part);
        }
    }

    /// <summary>Sends the rest, and ends when every write has ended. Never fails.</summary>
    public Task EndAsync()
    {
        foreach ((RecordStore store, Part part) in parts)
        {
            if (part.Writes.Count > 0)
            {
                Send(store, part);
            }
        }

        return Task.WhenAll(sent);
    }

    private void Send(RecordStore store, Part part)
    {
        sent.Add(SendAsync(store, part.Writes));
        (part.Writes, part.Bytes) = ([], 0);
    }

    private async Task SendAsync(RecordStore store, List<BulkWrite> writes)
    {
        try
        {
            IReadOnlyList<SaveResult> results = await store.SaveManyAsync(
                writes.ConvertAll(write => write.Request), WritesFrom.Bulk, deadline, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < writes.Count; i++)
            {
                writes[i].End(results[i]);
            }
        }
#pragma warning disable CA1031 // Whatever it is, it is the error of these items: others may be stored already, and their results must not be lost.
        catch (Exception e) when (e is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            foreach (BulkWrite write in writes)
            {
                write.Fail(e);
            }
        }
    }

    private sealed class Part
    {
        public List<BulkWrite> Writes { get; set; } = [];

        public long Bytes { get; set; }
    }
}
