namespace Toast;

/// <summary>
/// The identity of one instance. All changes happen under the lock of the object itself: there is one for each instance, and nobody outside sees it.
/// </summary>
/// <param name="home">Where the instance is known.</param>
/// <param name="place">The place it has there.</param>
internal sealed class Identity(KnownInstances home, int place)
{
    private Guid reservedId;
    private bool wasSent;
    private LostWrite? lost;
    private Task? lastDump;
    private volatile Binding? bound;

    public KnownInstances Home => home;

    public int Place => place;

    /// <summary>True once somebody else has been given it. Guarded by its home.</summary>
    public bool IsShared { get; set; }

    /// <summary>The record the instance belongs to, once a dump succeeded or the instance was restored. Read once and kept, its parts fit together.</summary>
    public Binding? Bound => bound;

    public ExternalReference? Reference => bound?.Reference;

    /// <summary>
    /// The id the first dump will use. It stays the same over failed tries, so that a try that did reach the store leaves no orphan.
    /// </summary>
    public Guid ReserveId(TimeProvider time)
    {
        lock (this)
        {
            if (Reference is { } reference)
            {
                return reference.Id;
            }

            if (reservedId == Guid.Empty)
            {
                reservedId = RecordIds.New(time);
            }

            return reservedId;
        }
    }

    /// <summary>
    /// False if the instance belongs to another record, and so cannot be dumped under this id. Nothing is remembered of a dump under a given id until
    /// it succeeds: after a refused one, a dump without an id must not write over that record.
    /// </summary>
    public bool CanBecome(Guid id) => Reference is not { } reference || reference.Id == id;

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
    /// store recognises it; else a new one. A lost id is given out once, since two writes that the store takes for one would share a version.
    /// </summary>
    public Guid TakeWriteId(UInt128 content, out bool isRepeat)
    {
        lock (this)
        {
            isRepeat = lost is { } write && write.Content == content;
            Guid id = isRepeat ? lost!.Id : WriteIds.New();
            lost = isRepeat ? null : lost;
            return id;
        }
    }

    public void RememberLost(Guid writeId, UInt128 content)
    {
        lock (this)
        {
            lost = new LostWrite(writeId, content);
        }
    }

    /// <summary>Binds the instance to what was written or read. An answer that arrives late never replaces a newer one of the same record.</summary>
    public void Bind(ExternalReference reference, RecordKey key, long version, DateTimeOffset created, UInt128? content)
    {
        lock (this)
        {
            if (bound is { } current && current.Key == key && current.Created == created && version < current.Version)
            {
                return;
            }

            bound = new Binding(reference, key, version, created, content);
            wasSent = true;
            lost = null;
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

    /// <summary>A write whose outcome was never learnt.</summary>
    private sealed record LostWrite(Guid Id, UInt128 Content);
}
