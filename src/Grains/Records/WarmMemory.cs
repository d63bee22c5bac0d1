using Toast.Client.Wire;

namespace Toast.Grains.Records;

/// <summary>
/// What a grain remembers of one record, and whether it may be believed. For any thread: loads run on the grain's turns, while a write may end on
/// another thread. Nothing gets in here before the store has it.
/// </summary>
internal sealed class WarmMemory(WarmSettings settings, ClusterTrust trust, TimeProvider time)
{
    private readonly Lock gate = new();
    private volatile WarmRecord? warm;
    private volatile bool inDoubt;
    private long doubtSince;
    private long changes;

    /// <summary>Rises with every change, so that a read that began before a change does not undo it.</summary>
    public long Changes => Volatile.Read(ref changes);

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

            return IsInDoubt() ? null : held.Record;
        }
    }

    /// <summary>
    /// The same at any time, whatever else happens. What it gives was believed at one moment of the call: a write that its caller knows to have ended was
    /// remembered before it ended.
    /// </summary>
    public WireRecord? Shown => warm is { } held && !inDoubt && IsRecent(held) ? held.Record : null;

    /// <summary>Remembers what a write has put into the store.</summary>
    /// <param name="record">The record.</param>
    /// <param name="seenAt">When the store was asked.</param>
    public void Remember(WireRecord record, long seenAt)
    {
        lock (gate)
        {
            warm = new WarmRecord(record, seenAt);
            changes++;
        }
    }

    /// <summary>Remembers what a read has found, unless the record was changed since.</summary>
    /// <param name="record">The record; null if there is none.</param>
    /// <param name="seenAt">When the store was asked.</param>
    /// <param name="asOf">What <see cref="Changes"/> was then.</param>
    public void Learn(WireRecord? record, long seenAt, long asOf)
    {
        lock (gate)
        {
            if (changes == asOf)
            {
                warm = record is null ? null : new WarmRecord(record, seenAt);
                changes++;
            }
        }
    }

    public void Forget()
    {
        lock (gate)
        {
            warm = null;
            changes++;
        }
    }

    /// <summary>A write has no answer: nothing is remembered, and for a while nothing is believed.</summary>
    public void Doubt()
    {
        lock (gate)
        {
            inDoubt = true;
            doubtSince = time.GetTimestamp();
            warm = null;
            changes++;
        }
    }

    private bool IsInDoubt()
    {
        if (!inDoubt)
        {
            return false;
        }

        lock (gate)
        {
            inDoubt = inDoubt && time.GetElapsedTime(doubtSince) < settings.Doubt;
            return inDoubt;
        }
    }

    private bool IsRecent(WarmRecord held) =>
        held.SeenAt >= trust.SettledAt && settings.Freshness > TimeSpan.Zero && time.GetElapsedTime(held.SeenAt) <= settings.Freshness && !HasExpired(held.Record);

    private bool HasExpired(WireRecord record) => record.Expires is { } expires && expires <= time.GetUtcNow();
}
