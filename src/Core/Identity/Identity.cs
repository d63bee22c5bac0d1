namespace Toast;

/// <summary>
/// The identity of one instance. All changes happen under the lock of the object itself: there is one for each instance, and nobody outside sees it.
/// </summary>
internal sealed class Identity
{
    private Guid reservedId;
    private bool wasSent;
    private Guid lostWriteId;
    private UInt128 lostContent;
    private Task? lastDump;

    /// <summary>The reference, once a dump succeeded or the instance was restored.</summary>
    public ExternalReference? Reference { get; private set; }

    /// <summary>The key the record is stored under; meaningful once bound.</summary>
    public RecordKey Key { get; private set; }

    /// <summary>The version the instance was restored or last dumped with.</summary>
    public long Version { get; private set; }

    /// <summary>When the record was first written; tells it from one that was deleted and made again.</summary>
    public DateTimeOffset Created { get; private set; }

    /// <summary>A hash of the content as last restored or dumped; null if it is not known.</summary>
    public UInt128? Content { get; private set; }

    /// <summary>
    /// The id the first dump will use. It stays the same over failed tries, so that a try that did reach the store leaves no orphan.
    /// </summary>
    public Guid ReserveId(TimeProvider time)
    {
        lock (this)
        {
            if (Reference is { } bound)
            {
                return bound.Id;
            }

            if (reservedId == Guid.Empty)
            {
                reservedId = RecordIds.New(time);
            }

            return reservedId;
        }
    }

    /// <summary>Fixes the id of an unbound instance, for a dump under a given reference. False if the instance belongs to another record.</summary>
    public bool TryReserve(Guid id)
    {
        lock (this)
        {
            if (Reference is { } bound)
            {
                return bound.Id == id;
            }

            reservedId = id;
            wasSent = true;
            return true;
        }
    }

    /// <summary>True at the first call only: no write with the reserved id was ever sent.</summary>
    public bool MarkSent()
    {
        lock (this)
        {
            bool first = !wasSent;
            wasSent = true;
            return first;
        }
    }

    /// <summary>
    /// The id for a write of this content: the one of an earlier write whose outcome was never learnt, if the content is the same, so that the
    /// store recognises it; else a new one.
    /// </summary>
    public Guid WriteIdFor(UInt128 content)
    {
        lock (this)
        {
            return lostWriteId != Guid.Empty && lostContent == content ? lostWriteId : WriteIds.New();
        }
    }

    public void RememberLost(Guid writeId, UInt128 content)
    {
        lock (this)
        {
            lostWriteId = writeId;
            lostContent = content;
        }
    }

    /// <summary>Binds the instance to what was written or read. An answer that arrives late never replaces a newer one of the same record.</summary>
    public void Bind(ExternalReference reference, RecordKey key, long version, DateTimeOffset created, UInt128? content)
    {
        lock (this)
        {
            bool sameRecord = Reference is not null && Created == created;
            if (sameRecord && version < Version)
            {
                return;
            }

            Reference = reference;
            Key = key;
            Version = version;
            Created = created;
            Content = content;
            wasSent = true;
            lostWriteId = Guid.Empty;
        }
    }

    /// <summary>Puts a dump behind the earlier ones of the same instance, and gives the one to wait for.</summary>
    public Task? Follow(Task dump)
    {
        lock (this)
        {
            Task? earlier = lastDump;
            lastDump = dump;
            return earlier is { IsCompleted: true } ? null : earlier;
        }
    }
}
