using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Toast.Analyzers;

/// <summary>The <c>[External]</c> of a type as written in the source.</summary>
internal readonly struct Mark(AttributeData data)
{
    public const string AttributeType = "Toast.ExternalAttribute";

    /// <summary>The storage URL or store name, or null where the mark gives none.</summary>
    public string? Storage => data.ConstructorArguments is [{ Value: string storage }, ..] ? storage : null;

    /// <summary>The mark of the type itself, not one it inherits.</summary>
    public static Mark? Of(INamedTypeSymbol type, INamedTypeSymbol attribute)
    {
        foreach (AttributeData data in type.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(data.AttributeClass, attribute))
            {
                return new Mark(data);
            }
        }

        return null;
    }

    /// <summary>True if the type or a base class has the mark.</summary>
    public static bool IsModel(INamedTypeSymbol type, INamedTypeSymbol attribute)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (Of(current.OriginalDefinition, attribute) is not null)
            {
                return true;
            }
        }

        return false;
    }

    public TypedConstant? Named(string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in data.NamedArguments)
        {
            if (argument.Key == name)
            {
                return argument.Value;
            }
        }

        return null;
    }

    /// <summary>The place of an argument: the first for null, else the named one; the whole attribute if there is none.</summary>
    public Location LocationOf(string? name, CancellationToken cancellationToken)
    {
        if (data.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is not AttributeSyntax syntax)
        {
            return Location.None;
        }

        foreach (AttributeArgumentSyntax argument in syntax.ArgumentList?.Arguments ?? default)
        {
            if (argument.NameEquals?.Name.Identifier.ValueText == name)
            {
                return argument.Expression.GetLocation();
            }
        }

        return syntax.GetLocation();
    }
}
