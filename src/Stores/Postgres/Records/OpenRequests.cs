namespace Toast.Postgres;

/// <summary>The writes of a batch that have no answer yet, in the order of their keys.</summary>
internal sealed class OpenRequests
{
    private readonly IReadOnlyList<SaveRequest> requests;
    private readonly int[] order;
    private int next;
    private readonly bool[] closed;

    public OpenRequests(IReadOnlyList<SaveRequest> requests)
    {
        this.requests = requests;
        order = new int[requests.Count];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        // One order for all processes, so that their batches never wait for each other in a circle.
        Array.Sort(order, (one, other) => Compare(requests[one].Key, requests[other].Key));
        closed = new bool[order.Length];
        Count = order.Length;
    }

    /// <summary>How many have no answer yet.</summary>
    public int Count { get; private set; }

    /// <summary>Those without an answer, sorted.</summary>
    public SaveRequest[] Sorted()
    {
        var sorted = new SaveRequest[Count];
        int i = 0;
        foreach (int position in order)
        {
            if (!closed[position])
            {
                sorted[i++] = requests[position];
            }
        }

        next = 0;
        return sorted;
    }

    /// <summary>The keys of those without an answer.</summary>
    public RecordKey[] Keys() => Array.ConvertAll(Sorted(), request => request.Key);

    /// <summary>Sets the answer for a key. Answers come in the order of the keys, so looking on from the last one finds most at once.</summary>
    public void Close(RecordKey key, SaveResult result, SaveResult[] results)
    {
        for (int step = 0; step < order.Length; step++)
        {
            int position = order[next];
            next = next + 1 == order.Length ? 0 : next + 1;
            if (!closed[position] && requests[position].Key == key)
            {
                Close(position, result, results);
                return;
            }
        }
    }

    /// <summary>Sets the answer for a place of <see cref="Sorted"/>, if nothing had an answer when that was asked for.</summary>
    public void CloseSorted(int place, SaveResult result, SaveResult[] results) => Close(order[place], result, results);

    /// <summary>Sets the answer of each write for which there is one.</summary>
    public void Close(Func<SaveRequest, SaveResult?> decide, SaveResult[] results)
    {
        for (int position = 0; position < requests.Count; position++)
        {
            if (!closed[position] && decide(requests[position]) is { } result)
            {
                Close(position, result, results);
            }
        }
    }

    private static int Compare(RecordKey one, RecordKey other)
    {
        int names = string.CompareOrdinal(one.ClassName, other.ClassName);
        return names != 0 ? names : one.Id.CompareTo(other.Id);
    }

    private void Close(int position, SaveResult result, SaveResult[] results)
    {
        closed[position] = true;
        results[position] = result;
        Count--;
    }
}
