namespace Toast.Data;

/// <summary>What one write needs to know from outside: the references of the children, and the lazy sequences already enumerated.</summary>
internal class WriteScope
{
    private Dictionary<object, object>? enumerated;

    public WriteScope(JsonLimits limits) => Limits = limits;

    public JsonLimits Limits { get; }

    /// <summary>True if eager children are written whole, wherever a read of plain data takes them so.</summary>
    public virtual bool WritesChildren => false;

    /// <summary>The reference of an eager child. Children are given their ids before their parent is written.</summary>
    public virtual ExternalReference ReferenceOf(object child) =>
        throw new InvalidOperationException("A child was written outside a dump.");

    /// <summary>The reference a link is written as.</summary>
    public virtual ExternalReference ReferenceOf(IExternalLink link) =>
        link.Reference ?? throw new InvalidOperationException("A link without reference was written outside a dump.");

    /// <summary>Remembers the items of a lazy sequence by the identity of the sequence.</summary>
    public void Remember(object sequence, object items) =>
        (enumerated ??= new Dictionary<object, object>(ReferenceEqualityComparer.Instance))[sequence] = items;

    /// <summary>The items of a lazy sequence that was already enumerated, or null.</summary>
    public object? Recall(object sequence) => enumerated?.GetValueOrDefault(sequence);
}
