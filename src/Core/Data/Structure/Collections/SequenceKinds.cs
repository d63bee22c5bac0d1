using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Runtime.InteropServices;

namespace Toast.Data.Structure;

/// <summary>The kinds of collections that are known. Each method is found by name, by <see cref="CollectionKinds"/>.</summary>
internal static class SequenceKinds
{
    public static SequenceKind<T[], T> Array<T>() => new((_, items) => [.. items]);

    // The items were read into a list already.
    public static SequenceKind<List<T>, T> List<T>() => new(_ => [], Add, c => c.Clear()) { Take = items => items };

    public static SequenceKind<Collection<T>, T> Collection<T>() => new(_ => [], Add, c => c.Clear());

    public static SequenceKind<ObservableCollection<T>, T> ObservableCollection<T>() => new(_ => [], Add, c => c.Clear());

    public static SequenceKind<ReadOnlyCollection<T>, T> ReadOnlyCollection<T>() => new((_, items) => new ReadOnlyCollection<T>(items));

    public static SequenceKind<HashSet<T>, T> HashSet<T>() =>
        new(old => new HashSet<T>(old?.Comparer), (c, item) => c.Add(item), c => c.Clear()) { LooksAtExisting = true };

    public static SequenceKind<SortedSet<T>, T> SortedSet<T>() =>
        new(old => new SortedSet<T>(old?.Comparer), (c, item) => c.Add(item), c => c.Clear()) { LooksAtExisting = true };

    public static SequenceKind<ReadOnlySet<T>, T> ReadOnlySet<T>() => new((_, items) => new ReadOnlySet<T>(Whole(new HashSet<T>(items), items)));

    public static SequenceKind<LinkedList<T>, T> LinkedList<T>() => new(_ => new LinkedList<T>(), Add, c => c.Clear());

    public static SequenceKind<Queue<T>, T> Queue<T>() => new(_ => new Queue<T>(), (c, item) => { c.Enqueue(item); return true; }, c => c.Clear());

    public static SequenceKind<Stack<T>, T> Stack<T>() =>
        new(_ => new Stack<T>(), (c, item) => { c.Push(item); return true; }, c => c.Clear()) { Reversed = true };

    public static SequenceKind<ConcurrentQueue<T>, T> ConcurrentQueue<T>() =>
        new(_ => new ConcurrentQueue<T>(), (c, item) => { c.Enqueue(item); return true; }, c => c.Clear());

    public static SequenceKind<ConcurrentStack<T>, T> ConcurrentStack<T>() =>
        new(_ => new ConcurrentStack<T>(), (c, item) => { c.Push(item); return true; }, c => c.Clear()) { Reversed = true };

    public static SequenceKind<ConcurrentBag<T>, T> ConcurrentBag<T>() =>
        new(_ => [], (c, item) => { c.Add(item); return true; }, c => c.Clear()) { Reversed = true };

    public static SequenceKind<ImmutableArray<T>, T> ImmutableArray<T>() =>
        new((_, items) => [.. items]) { ItemsOf = c => c.IsDefault ? null : ImmutableCollectionsMarshal.AsArray(c) };

    public static SequenceKind<ImmutableList<T>, T> ImmutableList<T>() => new((_, items) => [.. items]);

    public static SequenceKind<IImmutableList<T>, T> AnyImmutableList<T>() => new((_, items) => System.Collections.Immutable.ImmutableList.CreateRange(items));

    public static SequenceKind<ImmutableQueue<T>, T> ImmutableQueue<T>() => new((_, items) => System.Collections.Immutable.ImmutableQueue.CreateRange(items));

    public static SequenceKind<IImmutableQueue<T>, T> AnyImmutableQueue<T>() =>
        new((_, items) => System.Collections.Immutable.ImmutableQueue.CreateRange(items));

    public static SequenceKind<ImmutableStack<T>, T> ImmutableStack<T>() =>
        new((_, items) => System.Collections.Immutable.ImmutableStack.CreateRange(items)) { Reversed = true };

    public static SequenceKind<IImmutableStack<T>, T> AnyImmutableStack<T>() =>
        new((_, items) => System.Collections.Immutable.ImmutableStack.CreateRange(items)) { Reversed = true };

    public static SequenceKind<ImmutableHashSet<T>, T> ImmutableHashSet<T>() =>
        new((old, items) => Whole(System.Collections.Immutable.ImmutableHashSet.CreateRange(old?.KeyComparer, items), items)) { LooksAtExisting = true };

    public static SequenceKind<IImmutableSet<T>, T> AnyImmutableSet<T>() =>
        new((old, items) => Whole(
            System.Collections.Immutable.ImmutableHashSet.CreateRange((old as ImmutableHashSet<T>)?.KeyComparer, items), items))
        { LooksAtExisting = true };

    public static SequenceKind<ImmutableSortedSet<T>, T> ImmutableSortedSet<T>() =>
        new((old, items) => Whole(System.Collections.Immutable.ImmutableSortedSet.CreateRange(old?.KeyComparer, items), items)) { LooksAtExisting = true };

    public static SequenceKind<IEnumerable<T>, T> Enumerable<T>() => new((_, items) => items) { MayBeLazy = true };

    public static SequenceKind<IReadOnlyCollection<T>, T> AnyReadOnlyCollection<T>() => new((_, items) => items);

    public static SequenceKind<IReadOnlyList<T>, T> AnyReadOnlyList<T>() => new((_, items) => items);

    public static SequenceKind<ICollection<T>, T> AnyCollection<T>() => new(_ => new List<T>(), Add, c => c.Clear()) { CanChange = IsOpen, Take = items => items };

    public static SequenceKind<IList<T>, T> AnyList<T>() => new(_ => new List<T>(), Add, c => c.Clear()) { CanChange = IsOpen, Take = items => items };

    public static SequenceKind<ISet<T>, T> AnySet<T>() =>
        new(old => SetLike<T>(old), (c, item) => c.Add(item), c => c.Clear()) { CanChange = IsOpen, LooksAtExisting = true };

    public static SequenceKind<IReadOnlySet<T>, T> AnyReadOnlySet<T>() =>
        new((old, items) =>
        {
            ISet<T> set = SetLike<T>(old);
            items.ForEach(item => set.Add(item));
            return (IReadOnlySet<T>)Whole(set, items);
        })
        { LooksAtExisting = true };

    public static SequenceKind<Memory<T>, T> Memory<T>() => new((_, items) => items.ToArray()) { ItemsOf = c => c.ToArray() };

    public static SequenceKind<ReadOnlyMemory<T>, T> ReadOnlyMemory<T>() => new((_, items) => items.ToArray()) { ItemsOf = c => c.ToArray() };

    public static SequenceKind<ArraySegment<T>, T> ArraySegment<T>() =>
        new((_, items) => new ArraySegment<T>([.. items])) { ItemsOf = c => c.Array is null ? null : (IEnumerable<T>)c };

    /// <summary>A collection class of the user, or one nobody here knows by name.</summary>
    public static SequenceKind<TCollection, T> Custom<TCollection, T>()
        where TCollection : class, ICollection<T>, new() =>
        new(_ => new TCollection(), AddChecked, c => c.Clear()) { CanChange = IsOpen };

    private static bool Add<T>(ICollection<T> collection, T item)
    {
        collection.Add(item);
        return true;
    }

    // The collection may be a set, which drops items in silence.
    private static bool AddChecked<T>(ICollection<T> collection, T item)
    {
        int before = collection.Count;
        collection.Add(item);
        return collection.Count == before + 1;
    }

    private static bool IsOpen<T>(ICollection<T> collection) => !collection.IsReadOnly;

    private static ISet<T> SetLike<T>(object? old) =>
        old is SortedSet<T> sorted ? new SortedSet<T>(sorted.Comparer) : new HashSet<T>((old as HashSet<T>)?.Comparer);

    private static TSet Whole<TSet, T>(TSet set, List<T> items)
        where TSet : IEnumerable<T> =>
        set.Count() == items.Count ? set : throw SequenceKind<TSet, T>.Dropped();
}
