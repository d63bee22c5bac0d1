using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Toast;

/// <summary>
/// Which record each instance belongs to. It gets a place and a weak handle that its place keeps for the next one, instead of a dependent handle of its own, over
/// which the collector would go again and again. Only while an instance is being dumped is there an object beside it: most instances are written or read once
/// and let go, and an object would stay behind until somebody finds that its instance is gone.
/// </summary>
/// <remarks>
/// The places of instances that are gone are found by looking at all of them, which pays only after a collection, and after as many new instances as were found
/// living the time before. Places stand in segments below the size of large objects: growing copies nothing and is no reason for a full collection.
/// An instance is found through an open table that holds hashes beside places: of a new instance, which it does not hold, a look-up reads nothing else.
/// </remarks>
internal sealed class KnownInstances
{
    private const int None = -1;
    private const int Smallest = 64;
    private const int SegmentBits = 6;
    private const int SegmentSize = 1 << SegmentBits;

    private readonly Lock gate = new();
    private readonly List<Segment> segments = [];
    private Slot[] slots = new Slot[Smallest];

    /// <summary>Slots that are not empty, those of removed instances among them.</summary>
    private int filled;

    /// <summary>Places from here on hold nothing.</summary>
    private int used;
    private int free = None;
    private int count;
    private int untilSweep = Smallest;
    private int sweptAfter;

    /// <summary>How many places were in use at the most, lately: falls by an eighth with each sweep that finds fewer.</summary>
    private int lately;

    /// <summary>How many places there are, for tests.</summary>
    public int Capacity
    {
        get
        {
            lock (gate)
            {
                return segments.Count << SegmentBits;
            }
        }
    }

    /// <summary>The identity of an instance; the same for all who have it at the same time.</summary>
    public Identity IdentityOf(object instance)
    {
        int hash = RuntimeHelpers.GetHashCode(instance);
        lock (gate)
        {
            int index = Find(instance, hash);
            if (index == None)
            {
                index = AddPlace(instance, hash, default);
                return IdentityAt(index) = new Identity(this, index);
            }

            ref Identity? identity = ref IdentityAt(index);
            if (identity is null)
            {
                identity = new Identity(this, index);
                PlaceAt(index).Bound.BindTo(identity);
            }
            else
            {
                identity.IsShared = true;
            }

            return identity;
        }
    }

    /// <summary>
    /// A dump has succeeded: binds the identity to what was written, and keeps no more of it than that, unless somebody else has it too.
    /// </summary>
    public void Settle(Identity identity, ExternalReference reference, RecordKey key, long version, DateTimeOffset created, UInt128? content)
    {
        lock (gate)
        {
            int index = identity.Place;
            bool folds = !identity.IsShared && index < used && IdentityAt(index) == identity;
            if (!folds || identity.Bound is not null)
            {
                identity.Bind(reference, key, version, created, content);
            }

            if (folds)
            {
                PlaceAt(index).Bound = identity.Bound is { } bound ? Bound.Of(bound) : new Bound(reference.ClassName, key, version, created, content);
                IdentityAt(index) = null;
            }
        }
    }

    /// <summary>Remembers what an instance was restored from; false if something is known of it already.</summary>
    public bool TryAdd(object instance, in Bound bound)
    {
        int hash = RuntimeHelpers.GetHashCode(instance);
        lock (gate)
        {
            if (Find(instance, hash) != None)
            {
                return false;
            }

            AddPlace(instance, hash, bound);
            return true;
        }
    }

    /// <summary>The record an instance belongs to; null if it belongs to none yet.</summary>
    public ExternalReference? ReferenceOf(object instance)
    {
        lock (gate)
        {
            int index = Find(instance, RuntimeHelpers.GetHashCode(instance));
            return index == None ? null
                : IdentityAt(index) is { } identity ? identity.Reference
                : PlaceAt(index).Bound.Reference;
        }
    }

    public void Remove(object instance)
    {
        int hash = RuntimeHelpers.GetHashCode(instance);
        lock (gate)
        {
            int slot = FindSlot(instance, hash);
            if (slot != None)
            {
                int index = slots[slot].Place;
                slots[slot] = Slot.Removed;
                PlaceAt(index).Handle.Target = null;
                IdentityAt(index) = null;
                Release(index);
                count--;
            }
        }
    }

    private ref Head HeadAt(int index) => ref segments[index >> SegmentBits].Heads[index & (SegmentSize - 1)];

    private ref Place PlaceAt(int index) => ref segments[index >> SegmentBits].Places[index & (SegmentSize - 1)];

    private ref Identity? IdentityAt(int index) => ref segments[index >> SegmentBits].Identities[index & (SegmentSize - 1)];

    private int Find(object instance, int hash)
    {
        int slot = FindSlot(instance, hash);
        return slot == None ? None : slots[slot].Place;
    }

    private int FindSlot(object instance, int hash)
    {
        int mask = slots.Length - 1;
        for (int i = hash & mask; !slots[i].IsEmpty; i = (i + 1) & mask)
        {
            Slot slot = slots[i];
            if (slot.Hash == hash && !slot.IsRemoved && ReferenceEquals(PlaceAt(slot.Place).Handle.Target, instance))
            {
                return i;
            }
        }

        return None;
    }

    private void AddSlot(int index, int hash)
    {
        int mask = slots.Length - 1, i = hash & mask;
        while (!slots[i].IsEmpty)
        {
            i = (i + 1) & mask;
        }

        slots[i] = new Slot(hash, index);
        filled++;
    }

    private int AddPlace(object instance, int hash, in Bound bound)
    {
        // Two thirds full, a look-up reads five slots on average before it finds an empty one. If most are of removed instances, filling it anew is enough.
        if (filled >= slots.Length / 3 * 2)
        {
            FillTable(count >= slots.Length / 3 ? slots.Length * 2 : slots.Length);
        }

        int index = TakePlace();
        ref Place place = ref PlaceAt(index);
        if (place.Handle.IsAllocated)
        {
            place.Handle.Target = instance;
        }
        else
        {
            place.Handle = GCHandle.Alloc(instance, GCHandleType.Weak);
        }

        place.Bound = bound;
        HeadAt(index).Hash = hash;
        AddSlot(index, hash);
        count++;
        return index;
    }

    private int TakePlace()
    {
        if (--untilSweep <= 0 && GC.CollectionCount(0) != sweptAfter)
        {
            Sweep();
        }

        if (free != None)
        {
            int index = free;
            free = HeadAt(index).Next;
            return index;
        }

        if (used == segments.Count << SegmentBits)
        {
            segments.Add(new Segment());
        }

        return used++;
    }

    private void Release(int index)
    {
        HeadAt(index).Next = free;
        free = index;
    }

    /// <summary>Finds the places of instances that are gone. What those were bound to stays until the place is used again.</summary>
    private void Sweep()
    {
        sweptAfter = GC.CollectionCount(0);
        lately = Math.Max(used, lately - (lately / 8));
        // Halved where it is still no more than a sixth full then, so that it does not grow and shrink in turns.
        FillTable(lately <= slots.Length / 12 ? Math.Max(Smallest, slots.Length / 2) : slots.Length);
        untilSweep = Math.Max(Smallest, count);
        GiveBack(beyond: lately + (lately / 4));
    }

    /// <summary>Brings the living into the table again and the others, the lowest first, among the free, so that places in use stay close together.</summary>
    private void FillTable(int size)
    {
        if (size == slots.Length)
        {
            Array.Clear(slots);
        }
        else
        {
            slots = new Slot[size];
        }

        int last = used;
        (used, free, count, filled) = (0, None, 0, 0);
        for (int index = last - 1; index >= 0; index--)
        {
            if (PlaceAt(index).Handle.Target is not null)
            {
                AddSlot(index, HeadAt(index).Hash);
                used = count++ == 0 ? index + 1 : used;
                continue;
            }

            IdentityAt(index) = null;
            if (count > 0)
            {
                Release(index);
            }
        }
    }

    private void GiveBack(int beyond)
    {
        int keep = Math.Min(segments.Count, (beyond + SegmentSize - 1) >> SegmentBits);
        foreach (Segment segment in CollectionsMarshal.AsSpan(segments)[keep..])
        {
            foreach (ref Place place in segment.Places.AsSpan())
            {
                if (place.Handle.IsAllocated)
                {
                    place.Handle.Free();
                }
            }
        }

        segments.RemoveRange(keep, segments.Count - keep);
    }

    /// <summary>The <see cref="Binding"/> of an instance without its objects; empty if the instance was neither dumped nor restored.</summary>
    internal readonly record struct Bound
    {
        private readonly string? className;
        private readonly UInt128 content;
        private readonly bool hasContent;

        public Bound(string className, RecordKey key, long version, DateTimeOffset created, UInt128? content)
        {
            (this.className, Key, Version, Created) = (className, key, version, created);
            (this.content, hasContent) = (content.GetValueOrDefault(), content.HasValue);
        }

        public RecordKey Key { get; }

        public long Version { get; }

        public DateTimeOffset Created { get; }

        public UInt128? Content => hasContent ? content : null;

        /// <summary>The reference; null if it is empty.</summary>
        public ExternalReference? Reference => className is null ? null : new ExternalReference(className, Key.Id);

        public static Bound Of(Binding binding) => new(binding.Reference.ClassName, binding.Key, binding.Version, binding.Created, binding.Content);

        /// <summary>Binds an identity to the same, if it is not empty.</summary>
        public void BindTo(Identity identity)
        {
            if (Reference is { } reference)
            {
                identity.Bind(reference, Key, Version, Created, Content);
            }
        }
    }

    private struct Place
    {
        public GCHandle Handle;
        public Bound Bound;
    }

    /// <summary>What is kept of a place for when the table is filled anew; apart from the places, so that it is read without them.</summary>
    private struct Head
    {
        /// <summary>The hash of the instance.</summary>
        public int Hash;

        /// <summary>The next free place, while this one is.</summary>
        public int Next;
    }

    /// <summary>A slot of the table; empty as it is made.</summary>
    private readonly struct Slot
    {
        private readonly int placeAndOne;

        public Slot(int hash, int place) => (Hash, placeAndOne) = (hash, place + 1);

        /// <summary>Where an instance was that is looked up no more. Look-ups go on behind it.</summary>
        public static Slot Removed => new(0, -2);

        public int Hash { get; }

        public int Place => placeAndOne - 1;

        public bool IsEmpty => placeAndOne == 0;

        public bool IsRemoved => placeAndOne < 0;
    }

    /// <summary>Identities come and go with each dump. They stand apart, so that the collector looks at little else for their sake.</summary>
    private sealed class Segment
    {
        public Head[] Heads { get; } = new Head[SegmentSize];

        public Place[] Places { get; } = new Place[SegmentSize];

        public Identity?[] Identities { get; } = new Identity?[SegmentSize];
    }
}
