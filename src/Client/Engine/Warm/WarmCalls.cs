namespace Toast.Client.Engine;

/// <summary>
/// The calls of many callers at once. The first few go to their grains each for itself; those that come while these are on their way go together, a class
/// at a time, to a worker, which answers what its silo's grains can answer at once. The rest goes to its grains after all.
/// </summary>
/// <param name="maxRecords">How many calls one message holds.</param>
/// <param name="maxMessages">How many messages may be on their way.</param>
/// <param name="time">The clock.</param>
internal abstract class WarmCalls<TItem, TResult>(int maxRecords, int maxMessages, TimeProvider time)
    where TItem : WarmItem<TResult>
{
    /// <summary>How many calls go alone at a time, while no message is on its way: with fewer callers than that, there is nothing to gain.</summary>
    private const int Alone = 8;

    private readonly Lock gate = new();
    private readonly WarmHits hits = new(time);
    private readonly Queue<TItem> waiting = new();
    private int alone;
    private int messages;

    protected TimeProvider Time => time;

    /// <summary>True if a call goes to its grain by itself; <see cref="AloneAsync"/> then takes it there.</summary>
    protected bool GoesAlone()
    {
        if (!hits.IsWorthIt)
        {
            Interlocked.Increment(ref alone);
            return true;
        }

        if (Volatile.Read(ref messages) > 0)
        {
            return false;
        }

        if (Interlocked.Increment(ref alone) <= Alone)
        {
            return true;
        }

        Interlocked.Decrement(ref alone);
        return false;
    }

    protected async Task<TResult> AloneAsync(Task<TResult> call)
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref alone);
        }
    }

    /// <summary>Lets a call wait for the next message.</summary>
    protected void Add(TItem item)
    {
        bool start;
        lock (gate)
        {
            waiting.Enqueue(item);
            start = messages < maxMessages;
            messages += start ? 1 : 0;
        }

        if (start)
        {
            Start();
        }
    }

    /// <summary>Sends the calls of one class and answers each, or lets it go to its grain.</summary>
    /// <returns>How many were answered.</returns>
    protected abstract Task<int> SendAsync(string className, List<TItem> items);

    /// <summary>
    /// Stands behind those in the pool's queue who come at the same time, or whose answers have just come and who are about to come back: they get into this
    /// message too, so that messages are few and full.
    /// </summary>
    private void Start() => ThreadPool.UnsafeQueueUserWorkItem(static calls => _ = calls.SendNextAsync(), this, preferLocal: false);

    private async Task SendNextAsync()
    {
        List<TItem> items = Take();
        if (items.Count == 0)
        {
            return;
        }

        // The classes side by side, since one may live in a store that does not answer.
        string first = items[0].Key.ClassName;
        await (items.TrueForAll(item => item.Key.ClassName == first)
            ? SendCountedAsync(first, items)
            : Task.WhenAll(items.GroupBy(item => item.Key.ClassName, StringComparer.Ordinal).Select(ofClass => SendCountedAsync(ofClass.Key, [.. ofClass]))))
            .ConfigureAwait(false);
        Start();
    }

    private async Task SendCountedAsync(string className, List<TItem> items)
    {
        int answered = await SendAsync(className, items).ConfigureAwait(false);
        lock (gate)
        {
            hits.Add(items.Count, answered);
        }
    }

    /// <summary>The calls of the next message. None, if nobody waits: its place is then free.</summary>
    private List<TItem> Take()
    {
        lock (gate)
        {
            var items = new List<TItem>(Math.Min(maxRecords, waiting.Count));
            while (items.Count < maxRecords && waiting.TryDequeue(out TItem? item))
            {
                items.Add(item);
            }

            messages -= items.Count == 0 ? 1 : 0;
            return items;
        }
    }
}
