namespace Toast.Data.Structure;

/// <summary>Reads a member of a struct, or a field.</summary>
internal delegate TValue RefGetter<TOwner, TValue>(ref TOwner owner);

/// <summary>Assigns a member of a struct, or a field.</summary>
internal delegate void RefSetter<TOwner, TValue>(ref TOwner owner, TValue value);

/// <summary>A property of a class: delegates straight to its accessor methods, which costs no compilation.</summary>
internal sealed class ClassAccessor<TOwner, TValue>(Func<TOwner, TValue> get, Action<TOwner, TValue>? set) : Accessor<TOwner, TValue>
{
    public override bool CanSet => set is not null;

    public override TValue Get(ref TOwner owner) => get(owner);

    public override void Set(ref TOwner owner, TValue value) => set!(owner, value);
}

/// <summary>A property of a struct, or a field of either.</summary>
internal sealed class RefAccessor<TOwner, TValue>(RefGetter<TOwner, TValue> get, RefSetter<TOwner, TValue>? set) : Accessor<TOwner, TValue>
{
    public override bool CanSet => set is not null;

    public override TValue Get(ref TOwner owner) => get(ref owner);

    public override void Set(ref TOwner owner, TValue value) => set!(ref owner, value);
}

/// <summary>A get-only property of a class that has a field behind it: it is state, so it is restored, through that field.</summary>
internal sealed class BackedAccessor<TOwner, TValue>(Func<TOwner, TValue> get, RefSetter<TOwner, TValue> set) : Accessor<TOwner, TValue>
{
    public override bool CanSet => true;

    public override TValue Get(ref TOwner owner) => get(owner);

    public override void Set(ref TOwner owner, TValue value) => set(ref owner, value);
}
