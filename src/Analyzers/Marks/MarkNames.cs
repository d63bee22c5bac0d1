using Microsoft.CodeAnalysis;

namespace Toast.Analyzers;

/// <summary>The class names of a model, computed as at run time.</summary>
internal static class MarkNames
{
    public const string NameArgument = "Name";

    public const string AliasesArgument = "Aliases";

    /// <summary>
    /// The well-formed names: <c>Name</c> or the simple name of the type, then the aliases. A subclass that inherits the mark has its own
    /// simple name and no alias; two models could not share one.
    /// </summary>
    public static List<string> Of(INamedTypeSymbol type, INamedTypeSymbol attribute)
    {
        var names = new List<string>(1);
        Mark? mark = Mark.Of(type, attribute);
        Add(names, mark?.Named(NameArgument)?.Value as string ?? type.Name);
        if (mark?.Named(AliasesArgument) is { Kind: TypedConstantKind.Array, IsNull: false } aliases)
        {
            foreach (TypedConstant alias in aliases.Values)
            {
                Add(names, alias.Value as string);
            }
        }

        return names;
    }

    /// <summary>True if the class name depends on type arguments, which only a closed type has.</summary>
    public static bool IsOpen(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsGenericType)
            {
                return true;
            }
        }

        return false;
    }

    private static void Add(List<string> names, string? name)
    {
        if (name is not null && ClassNameRules.Check(name.AsSpan()) is null)
        {
            names.Add(name);
        }
    }
}
