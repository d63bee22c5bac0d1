using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Toast;

/// <summary>
/// Which record each instance belongs to. It gets a place in an array and a weak handle that its place keeps for the next one, instead of a dependent handle of
/// its own, over which the collector would go again and again. Only while an instance is being dumped is there an object beside it: most instances are written
/// or read once and let go, and an object would stay behind until somebody finds that its instance is gone. Places of those are found when no free one is left.
/// </summary>
internal sealed class KnownInstances
{
    private const int None = -1;
    private const int Smallest = 64;

    private readonly Lock gate = new();
    private int[] buckets = NewBuckets(Smallest);
    private Place[] places = new Place[Smallest];
    private int used;
    private int free = None;
    private int freeCount;

    /// <summary>How many places there are, for tests.</summary>
    public int Capacity
    {
        get
        {
            lock (gate)
            {
                return places.Length;
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
            index = index == None ? AddPlace(instance, hash) : index;
            ref Place place = ref places[index];
            place.IsShared = place.Identity is not null;
            if (place.Identity is null)
            {
                place.Identity = place.Bound.IdentityOf();
                place.Bound = default;
            }

            return place.Identity;
        }
    }

    /// <summary>A dump has succeeded: keeps of the identity what it is bound to, and not the object, unless somebody else has it too.</summary>
    public void Settle(object instance, Identity identity)
    {
        int hash = RuntimeHelpers.GetHashCode(instance);
        lock (gate)
        {
            int index = Find(instance, hash);
            if (index != None && places[index].Identity == identity && !places[index].IsShared && identity.Bound is { } bound)
            {
                places[index].Bound = Bound.Of(bound);
                places[index].Identity = null;
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

            // First the place, since there may be other places afterwards.
            int index = AddPlace(instance, hash);
            places[index].Bound = bound;
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
                : places[index].Identity is { } identity ? identity.Reference
                : places[index].Bound.Reference;
        }
    }

    public void Remove(object instance)
    {
        int hash = RuntimeHelpers.GetHashCode(instance);
        lock (gate)
        {
            ref int link = ref BucketOf(hash);
            while (link != None && !places[link].Holds(instance, hash))
            {
                link = ref places[link].Next;
            }

            if (link != None)
            {
                int index = link;
                link = places[index].Next;
                Release(index);
            }
        }
    }

    private static int[] NewBuckets(int size)
    {
        int[] buckets = new int[size];
        Array.Fill(buckets, None);
        return buckets;
    }

    private ref int BucketOf(int hash) => ref buckets[hash & (buckets.Length - 1)];

    private int Find(object instance, int hash)
    {
        int index = BucketOf(hash);
        while (index != None && !places[index].Holds(instance, hash))
        {
            index = places[index].Next;
        }

        return index;
    }

    private int AddPlace(object instance, int hash)
    {
        int index = TakePlace();
        ref Place place = ref places[index];
        if (place.Handle.IsAllocated)
        {
            place.Handle.Target = instance;
        }
        else
        {
            place.Handle = GCHandle.Alloc(instance, GCHandleType.Weak);
        }

        place.Hash = hash;
        ref int bucket = ref BucketOf(hash);
        place.Next = bucket;
        bucket = index;
        return index;
    }

    private int TakePlace()
    {
        if (free == None && used == places.Length)
        {
            Sweep();
        }

        if (free == None)
        {
            return used++;
        }

        int index = free;
        free = places[index].Next;
        freeCount--;
        return index;
    }

    private void Release(int index)
    {
        ref Place place = ref places[index];
        place.Handle.Target = null;
        place.Bound = default;
        place.Identity = null;
        place.Next = free;
        free = index;
        freeCount++;
    }

    /// <summary>Frees the places of instances that are gone, and makes room so that the next sweep pays.</summary>
    private void Sweep()
    {
        for (int i = 0; i < buckets.Length; i++)
        {
            SweepBucket(ref buckets[i]);
        }

        int living = used - freeCount;
        if (living > places.Length / 2)
        {
            Resize(places.Length * 2);
        }
        else if (living < places.Length / 16 && places.Length > Smallest)
        {
            Resize(places.Length / 4);
        }
    }

    private void SweepBucket(ref int link)
    {
        while (link != None)
        {
            int index = link;
            if (places[index].Handle.Target is null)
            {
                link = places[index].Next;
                Release(index);
            }
            else
            {
                link = ref places[index].Next;
            }
        }
    }

    private void Resize(int size)
    {
        Place[] old = places;
        int[] oldBuckets = buckets;
        (places, buckets) = (new Place[size], NewBuckets(size));
        (used, free, freeCount) = (0, None, 0);
        foreach (int first in oldBuckets)
        {
            for (int index = first; index != None;)
            {
                Place moved = old[index];
                old[index].Handle = default;
                index = moved.Next;
                ref int bucket = ref BucketOf(moved.Hash);
                moved.Next = bucket;
                bucket = used;
                places[used++] = moved;
            }
        }

        foreach (ref Place left in old.AsSpan())
        {
            if (left.Handle.IsAllocated)
            {
                left.Handle.Free();
            }
        }
    }

    /// <summary>The <see cref="Binding"/> of an instance without its objects; empty if the instance was neither dumped nor restored.</summary>
    internal readonly record struct Bound(string? ClassName, RecordKey Key, long Version, DateTimeOffset Created, UInt128? Content)
    {
        /// <summary>The reference; null if it is empty.</summary>
        public ExternalReference? Reference => ClassName is null ? null : new ExternalReference(ClassName, Key.Id);

        public static Bound Of(Binding binding) => new(binding.Reference.ClassName, binding.Key, binding.Version, binding.Created, binding.Content);

        public Identity IdentityOf()
        {
            var identity = new Identity();
            if (Reference is { } reference)
            {
                identity.Bind(reference, Key, Version, Created, Content);
            }

            return identity;
        }
    }

    private struct Place
    {
        public GCHandle Handle;
        public int Hash;
        public int Next;
        public Bound Bound;
        public Identity? Identity;
        public bool IsShared;

        public readonly bool Holds(object instance, int hash) => Hash == hash && ReferenceEquals(Handle.Target, instance);
    }
}
