namespace Toast.Data.Structure;

/// <summary>How one type of collection is made from items.</summary>
/// <typeparam name="TCollection">The declared type.</typeparam>
/// <typeparam name="TItem">The type of its items.</typeparam>
internal sealed class SequenceKind<TCollection, TItem>
{
    private readonly Func<TCollection?, List<TItem>, TCollection>? build;
    private readonly Func<TCollection?, TCollection>? create;
    private readonly Func<TCollection, TItem, bool>? add;
    private readonly Action<TCollection>? clear;

    /// <summary>A collection that is made whole.</summary>
    /// <param name="build">Makes it from the instance it replaces, if any, and the items.</param>
    public SequenceKind(Func<TCollection?, List<TItem>, TCollection> build) => this.build = build;

    /// <summary>A collection that can change.</summary>
    /// <param name="create">Makes an empty one with the comparer of the instance it replaces, if any.</param>
    /// <param name="add">Adds an item; false if the collection drops it.</param>
    /// <param name="clear">Empties it.</param>
    public SequenceKind(Func<TCollection?, TCollection> create, Func<TCollection, TItem, bool> add, Action<TCollection> clear)
    {
        this.create = create;
        this.add = add;
        this.clear = clear;
    }

    /// <summary>True if the collection gives its items in the opposite order of adding.</summary>
    public bool Reversed { get; init; }

    /// <summary>True if making one looks at the instance it replaces.</summary>
    public bool LooksAtExisting { get; init; }

    /// <summary>True if a value may be a sequence that can be enumerated only once.</summary>
    public bool MayBeLazy { get; init; }

    /// <summary>True if an instance can be emptied and filled, where its type alone does not tell.</summary>
    public Func<TCollection, bool> CanChange { get; init; } = static _ => true;

    /// <summary>The items, or null for a value that stands for null.</summary>
    public Func<TCollection, IEnumerable<TItem>?> ItemsOf { get; init; } = static collection => (IEnumerable<TItem>?)collection;

    /// <summary>Makes the collection from the very list the items were read into, where that saves a copy.</summary>
    public Func<List<TItem>, TCollection>? Take { get; init; }

    public bool CanRefill => clear is not null;

    public TCollection Make(TCollection? existing, List<TItem> items)
    {
        if (Reversed)
        {
            items.Reverse();
        }

        return Take is not null ? Take(items) : build is not null ? build(existing, items) : Fill(create!(existing), items);
    }

    public void Refill(TCollection existing, List<TItem> items)
    {
        if (Reversed)
        {
            items.Reverse();
        }

        clear!(existing);
        Fill(existing, items);
    }

    private TCollection Fill(TCollection collection, List<TItem> items)
    {
        for (int i = 0; i < items.Count; i++)
        {
            if (!add!(collection, items[i]))
            {
                DataFault fault = Dropped();
                fault.PrependIndex(i);
                throw fault;
            }
        }

        return collection;
    }

    /// <summary>For collections that are made whole and came out smaller.</summary>
    public static DataFault Dropped() =>
        new(null, "equals another item under the comparer of the collection, and would be lost", remedy: "Use the comparer the data was made with.");
}
