namespace Toast.Data;

/// <summary>What one read needs to know from outside: the children, and who loads lazy ones.</summary>
internal class ReadScope
{
    public ReadScope(JsonLimits limits, bool fromStore)
    {
        Limits = limits;
        FromStore = fromStore;
    }

    public JsonLimits Limits { get; }

    /// <summary>
    /// True for stored data, where unknown members are kept with the instance and limits of size do not apply; false for plain data from outside,
    /// where unknown members are ignored.
    /// </summary>
    public bool FromStore { get; }

    /// <summary>The instance of an eager child, already loaded; null only where dangling references are tolerated.</summary>
    /// <exception cref="DataFault">The child is missing, or has another class.</exception>
    public virtual object? Resolve(ExternalReference reference, Type declaredType) =>
        throw new DataFault(null, "is a reference, and references cannot be followed here");

    /// <summary>The engine that loads an <see cref="External{T}"/> when asked; null for the ambient one.</summary>
    public virtual IToast? Toast => null;
}
