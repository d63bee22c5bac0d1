using System.Reflection;
using System.Reflection.Emit;

namespace Toast.Data.Structure;

/// <summary>Makes accessors: properties through their own methods, fields through a few instructions.</summary>
internal static class AccessorFactory
{
    public static Accessor<TOwner, TValue> Create<TOwner, TValue>(MemberPlan plan)
    {
        if (plan.Member is FieldInfo field)
        {
            return new RefAccessor<TOwner, TValue>(Getter<TOwner, TValue>(field), Setter<TOwner, TValue>(field));
        }

        MethodInfo getter = ((PropertyInfo)plan.Member).GetMethod!;
        if (typeof(TOwner).IsValueType)
        {
            RefSetter<TOwner, TValue>? set = plan.Setter is { } method
                ? method.CreateDelegate<RefSetter<TOwner, TValue>>()
                : plan.BackingField is { } behind ? Setter<TOwner, TValue>(behind) : null;
            return new RefAccessor<TOwner, TValue>(getter.CreateDelegate<RefGetter<TOwner, TValue>>(), set);
        }

        var get = getter.CreateDelegate<Func<TOwner, TValue>>();
        return plan.Setter is null && plan.BackingField is { } backing
            ? new BackedAccessor<TOwner, TValue>(get, Setter<TOwner, TValue>(backing))
            : new ClassAccessor<TOwner, TValue>(get, plan.Setter?.CreateDelegate<Action<TOwner, TValue>>());
    }

    private static RefGetter<TOwner, TValue> Getter<TOwner, TValue>(FieldInfo field)
    {
        var method = new DynamicMethod("get_" + field.Name, typeof(TValue), [typeof(TOwner).MakeByRefType()], field.Module, skipVisibility: true);
        ILGenerator code = method.GetILGenerator();
        LoadOwner<TOwner>(code);
        code.Emit(OpCodes.Ldfld, field);
        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<RefGetter<TOwner, TValue>>();
    }

    // Expressions refuse to assign readonly fields, which hold the state of get-only properties.
    private static RefSetter<TOwner, TValue> Setter<TOwner, TValue>(FieldInfo field)
    {
        var method = new DynamicMethod(
            "set_" + field.Name, typeof(void), [typeof(TOwner).MakeByRefType(), typeof(TValue)], field.Module, skipVisibility: true);
        ILGenerator code = method.GetILGenerator();
        LoadOwner<TOwner>(code);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Stfld, field);
        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<RefSetter<TOwner, TValue>>();
    }

    private static void LoadOwner<TOwner>(ILGenerator code)
    {
        code.Emit(OpCodes.Ldarg_0);
        if (!typeof(TOwner).IsValueType)
        {
            code.Emit(OpCodes.Ldind_Ref);
        }
    }
}
