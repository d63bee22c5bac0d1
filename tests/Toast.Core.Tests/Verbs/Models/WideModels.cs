using System.Reflection;
using System.Reflection.Emit;

namespace Toast.Core.Tests.Verbs.Models;

/// <summary>Models with as many text members as asked.</summary>
internal static class WideModels
{
    private static readonly ModuleBuilder Module =
        AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Wide"), AssemblyBuilderAccess.Run).DefineDynamicModule("Wide");

    public static object Make(int members)
    {
        object model = Activator.CreateInstance(TypeOf(members))!;
        foreach (FieldInfo field in model.GetType().GetFields())
        {
            field.SetValue(model, $"text of {field.Name}");
        }

        return model;
    }

    private static Type TypeOf(int members)
    {
        lock (Module)
        {
            return Module.GetType($"Wide{members}") ?? Define(members);
        }
    }

    private static Type Define(int members)
    {
        TypeBuilder type = Module.DefineType($"Wide{members}", TypeAttributes.Public | TypeAttributes.Class | TypeAttributes.Sealed);
        type.SetCustomAttribute(new CustomAttributeBuilder(typeof(ExternalAttribute).GetConstructor([typeof(string)])!, ["main"]));
        for (int i = 0; i < members; i++)
        {
            type.DefineField($"Member{i:0000}", typeof(string), FieldAttributes.Public);
        }

        return type.CreateType();
    }
}
