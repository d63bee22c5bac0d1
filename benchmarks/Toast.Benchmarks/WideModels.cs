using System.Reflection;
using System.Reflection.Emit;

namespace Toast.Benchmarks;

/// <summary>Models with as many text members as asked, built at run time; each member holds 20 characters.</summary>
internal static class WideModels
{
    private static readonly ModuleBuilder Module =
        AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("WideModels"), AssemblyBuilderAccess.Run).DefineDynamicModule("WideModels");

    public static object Make(int members)
    {
        Type type = Module.GetType($"Wide{members}") ?? Define(members);
        object model = Activator.CreateInstance(type)!;
        foreach (PropertyInfo property in type.GetProperties())
        {
            property.SetValue(model, new string('x', 20));
        }

        return model;
    }

    private static Type Define(int members)
    {
        TypeBuilder type = Module.DefineType($"Wide{members}", TypeAttributes.Public | TypeAttributes.Class | TypeAttributes.Sealed);
        type.SetCustomAttribute(new CustomAttributeBuilder(typeof(ExternalAttribute).GetConstructor([typeof(string)])!, ["bench"]));
        for (int i = 0; i < members; i++)
        {
            string name = $"Member{i:D4}";
            FieldBuilder field = type.DefineField("f" + name, typeof(string), FieldAttributes.Private);
            PropertyBuilder property = type.DefineProperty(name, PropertyAttributes.None, typeof(string), null);
            const MethodAttributes Accessor = MethodAttributes.Public | MethodAttributes.SpecialName | MethodAttributes.HideBySig;
            MethodBuilder getter = type.DefineMethod("get_" + name, Accessor, typeof(string), Type.EmptyTypes);
            ILGenerator get = getter.GetILGenerator();
            get.Emit(OpCodes.Ldarg_0);
            get.Emit(OpCodes.Ldfld, field);
            get.Emit(OpCodes.Ret);
            MethodBuilder setter = type.DefineMethod("set_" + name, Accessor, null, [typeof(string)]);
            ILGenerator set = setter.GetILGenerator();
            set.Emit(OpCodes.Ldarg_0);
            set.Emit(OpCodes.Ldarg_1);
            set.Emit(OpCodes.Stfld, field);
            set.Emit(OpCodes.Ret);
            property.SetGetMethod(getter);
            property.SetSetMethod(setter);
        }

        return type.CreateType();
    }
}
