using Toast.Client.Wire;

namespace Toast.Grains.Records;

/// <summary>
/// What a grain remembers of one record, and whether it may be believed. Used on the grain's turns only, except where it says otherwise. Nothing gets
/// in here before the store has it.
/// </summary>
internal sealed class WarmMemory(WarmSettings settings, ClusterTrust trust, TimeProvider time)
{
    private volatile WarmRecord? warm;
    private volatile bool inDoubt;
    private long doubtSince;

    /// <summary>Rises with every change, so that a read that began before a change does not undo it.</summary>
    public long Changes { get; private set; }

    public bool IsEmpty => warm is null;

    /// <summary>What a write may build on: the store compares the version again. Null if nothing is remembered, or it has expired.</summary>
    public WireRecord? Last => warm is { } held && !HasExpired(held.Record) ? held.Record : null;

    /// <summary>What a load may answer without asking the store; null if it has to ask.</summary>
    public WireRecord? Believed
    {
        get
        {
            if (warm is not { } held || !IsRecent(held))
            {
                return null;
            }

            inDoubt = inDoubt && time.GetElapsedTime(doubtSince) < settings.Doubt;
            return inDoubt ? null : held.Record;
        }
    }

    /// <summary>
    /// The same for any thread, at any time. What it gives was believed at one moment of the call: a write that its caller knows to have ended was
    /// remembered before it ended.
    /// </summary>
    public WireRecord? Shown => warm is { } held && !inDoubt && IsRecent(held) ? held.Record : null;

    /// <summary>Remembers what the store has.</summary>
    /// <param name="record">The record.</param>
    /// <param name="seenAt">When the store was asked.</param>
    public void Remember(WireRecord record, long seenAt)
    {
        warm = new WarmRecord(record, seenAt);
        Changes++;
    }

    public void Forget()
    {
        warm = null;
        Changes++;
    }

    /// <summary>A write has no answer: nothing is remembered, and for a while nothing is believed.</summary>
    public void Doubt()
    {
        inDoubt = true;
        doubtSince = time.GetTimestamp();
        Forget();
    }

    private bool IsRecent(WarmRecord held) =>
        held.SeenAt >= trust.SettledAt && settings.Freshness > TimeSpan.Zero && time.GetElapsedTime(held.SeenAt) <= settings.Freshness && !HasExpired(held.Record);

    private bool HasExpired(WireRecord record) => record.Expires is { } expires && expires <= time.GetUtcNow();
}
