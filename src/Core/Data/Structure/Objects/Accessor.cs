namespace Toast.Data.Structure;

/// <summary>Typed access to one property or field, without boxing.</summary>
internal abstract class Accessor<TOwner, TValue>
{
    /// <summary>True if the member can be assigned after construction.</summary>
    public abstract bool CanSet { get; }

    public abstract TValue Get(ref TOwner owner);

    public abstract void Set(ref TOwner owner, TValue value);
}
