namespace Toast.Data.Structure;

/// <summary>How one type of dictionary is made from entries.</summary>
internal sealed class DictionaryKind<TDictionary, TKey, TValue>
    where TKey : notnull
{
    private readonly Func<TDictionary?, IDictionary<TKey, TValue>> create;
    private readonly Func<TDictionary?, IDictionary<TKey, TValue>, TDictionary> finish;

    /// <summary>A dictionary that is filled and then made into another.</summary>
    /// <param name="create">Makes an empty one with the comparer of the instance it replaces, if any.</param>
    /// <param name="finish">Makes the final one.</param>
    public DictionaryKind(Func<TDictionary?, IDictionary<TKey, TValue>> create, Func<TDictionary?, IDictionary<TKey, TValue>, TDictionary> finish)
    {
        this.create = create;
        this.finish = finish;
    }

    /// <summary>A dictionary that can change.</summary>
    /// <param name="create">Makes an empty one with the comparer of the instance it replaces, if any.</param>
    public DictionaryKind(Func<TDictionary?, IDictionary<TKey, TValue>> create)
        : this(create, static (_, entries) => (TDictionary)entries) => CanRefill = true;

    public bool CanRefill { get; }

    /// <summary>True if the order of entries is content.</summary>
    public bool KeepsOrder { get; init; }

    public IDictionary<TKey, TValue> Create(TDictionary? existing) => create(existing);

    public TDictionary Finish(TDictionary? existing, IDictionary<TKey, TValue> entries) => finish(existing, entries);
}
