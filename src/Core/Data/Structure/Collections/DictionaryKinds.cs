using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Collections.ObjectModel;

namespace Toast.Data.Structure;

/// <summary>The kinds of dictionaries that are known. Each method is found by name, by <see cref="CollectionKinds"/>.</summary>
internal static class DictionaryKinds
{
    public static DictionaryKind<Dictionary<TKey, TValue>, TKey, TValue> Dictionary<TKey, TValue>()
        where TKey : notnull => new(old => new Dictionary<TKey, TValue>(old?.Comparer));

    public static DictionaryKind<IDictionary<TKey, TValue>, TKey, TValue> AnyDictionary<TKey, TValue>()
        where TKey : notnull => new(Like<TKey, TValue>);

    public static DictionaryKind<IReadOnlyDictionary<TKey, TValue>, TKey, TValue> AnyReadOnlyDictionary<TKey, TValue>()
        where TKey : notnull => new(Like<TKey, TValue>, (_, entries) => (IReadOnlyDictionary<TKey, TValue>)entries);

    public static DictionaryKind<ReadOnlyDictionary<TKey, TValue>, TKey, TValue> ReadOnlyDictionary<TKey, TValue>()
        where TKey : notnull => new(_ => new Dictionary<TKey, TValue>(), (_, entries) => new ReadOnlyDictionary<TKey, TValue>(entries));

    public static DictionaryKind<SortedDictionary<TKey, TValue>, TKey, TValue> SortedDictionary<TKey, TValue>()
        where TKey : notnull => new(old => new SortedDictionary<TKey, TValue>(old?.Comparer));

    public static DictionaryKind<SortedList<TKey, TValue>, TKey, TValue> SortedList<TKey, TValue>()
        where TKey : notnull => new(old => new SortedList<TKey, TValue>(old?.Comparer));

    public static DictionaryKind<OrderedDictionary<TKey, TValue>, TKey, TValue> OrderedDictionary<TKey, TValue>()
        where TKey : notnull => new(old => new OrderedDictionary<TKey, TValue>(old?.Comparer)) { KeepsOrder = true };

    public static DictionaryKind<ConcurrentDictionary<TKey, TValue>, TKey, TValue> ConcurrentDictionary<TKey, TValue>()
        where TKey : notnull => new(old => new ConcurrentDictionary<TKey, TValue>(old?.Comparer ?? EqualityComparer<TKey>.Default));

    public static DictionaryKind<ImmutableDictionary<TKey, TValue>, TKey, TValue> ImmutableDictionary<TKey, TValue>()
        where TKey : notnull =>
        new(
            old => new Dictionary<TKey, TValue>(old?.KeyComparer),
            (old, entries) => System.Collections.Immutable.ImmutableDictionary.CreateRange(old?.KeyComparer, old?.ValueComparer, entries));

    public static DictionaryKind<IImmutableDictionary<TKey, TValue>, TKey, TValue> AnyImmutableDictionary<TKey, TValue>()
        where TKey : notnull =>
        new(
            old => new Dictionary<TKey, TValue>((old as ImmutableDictionary<TKey, TValue>)?.KeyComparer),
            (old, entries) => System.Collections.Immutable.ImmutableDictionary.CreateRange((old as ImmutableDictionary<TKey, TValue>)?.KeyComparer, entries));

    public static DictionaryKind<ImmutableSortedDictionary<TKey, TValue>, TKey, TValue> ImmutableSortedDictionary<TKey, TValue>()
        where TKey : notnull =>
        new(
            old => new SortedDictionary<TKey, TValue>(old?.KeyComparer),
            (old, entries) => System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(old?.KeyComparer, old?.ValueComparer, entries));

    /// <summary>A dictionary class of the user, or one nobody here knows by name.</summary>
    public static DictionaryKind<TDictionary, TKey, TValue> Custom<TDictionary, TKey, TValue>()
        where TDictionary : class, IDictionary<TKey, TValue>, new()
        where TKey : notnull =>
        new(_ => new TDictionary()) { KeepsOrder = typeof(OrderedDictionary<TKey, TValue>).IsAssignableFrom(typeof(TDictionary)) };

    private static IDictionary<TKey, TValue> Like<TKey, TValue>(object? old)
        where TKey : notnull =>
        old is SortedDictionary<TKey, TValue> sorted
            ? new SortedDictionary<TKey, TValue>(sorted.Comparer)
            : new Dictionary<TKey, TValue>((old as Dictionary<TKey, TValue>)?.Comparer);
}
