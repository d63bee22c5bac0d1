namespace Toast.Client.Engine;

/// <summary>
/// Whether asking a silo for what it remembers is worth it. Where most records are cold, or most are on other silos, it is a detour, which is then left
/// out for a while.
/// </summary>
internal sealed class WarmHits(TimeProvider time)
{
    private const int Sample = 2048;
    private const int WorthOneIn = 4;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private int asked;
    private int found;
    private long restsSince;
    private volatile bool rests;

    public bool IsWorthIt
    {
        get
        {
            if (rests && time.GetElapsedTime(Volatile.Read(ref restsSince)) > Rest)
            {
                rests = false;
            }

            return !rests;
        }
    }

    /// <summary>Counts an answer. Used by one at a time.</summary>
    public void Add(int records, int hits)
    {
        asked += records;
        found += hits;
        if (asked < Sample)
        {
            return;
        }

        if (found < asked / WorthOneIn)
        {
            Volatile.Write(ref restsSince, time.GetTimestamp());
            rests = true;
        }

        (asked, found) = (0, 0);
    }
}
