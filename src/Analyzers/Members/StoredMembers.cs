using Microsoft.CodeAnalysis;

namespace Toast.Analyzers;

/// <summary>Which members of a type are stored: what a restored instance gets back (B-238 to B-240).</summary>
internal static class StoredMembers
{
    /// <summary>The stored members of a type and its base classes, those of the type first; a hidden or overridden one once.</summary>
    public static List<StoredMember> Of(INamedTypeSymbol type, JsonMarks marks)
    {
        var stored = new List<StoredMember>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (INamedTypeSymbol? current = type; current is not null && current.SpecialType == SpecialType.None; current = current.BaseType)
        {
            foreach (ISymbol member in current.GetMembers())
            {
                if (!member.IsStatic && TypeOf(member, type, marks) is { } memberType && seen.Add(member.Name))
                {
                    stored.Add(new StoredMember(member, memberType));
                }
            }
        }

        return stored;
    }

    private static ITypeSymbol? TypeOf(ISymbol member, INamedTypeSymbol type, JsonMarks marks)
    {
        if (member is not (IPropertySymbol { IsIndexer: false, GetMethod: not null }
                or IFieldSymbol { IsConst: false, IsImplicitlyDeclared: false })
            || marks.IsIgnored(member))
        {
            return null;
        }

        // What nobody outside can read is not data, unless it says so.
        ISymbol read = member is IPropertySymbol { GetMethod: { } getter } ? getter : member;
        bool visible = read.DeclaredAccessibility == Accessibility.Public || marks.IsIncluded(member);
        return member switch
        {
            IPropertySymbol property when visible && IsRestored(property, type, marks) => property.Type,
            IFieldSymbol field when visible && (!field.IsReadOnly || marks.IsIncluded(field) || IsConstructed(field, type)) => field.Type,
            _ => null,
        };
    }

    private static bool IsRestored(IPropertySymbol property, INamedTypeSymbol type, JsonMarks marks) =>
        property.SetMethod is not null
        || marks.IsIncluded(property)
        || IsConstructed(property, type)
        || (IsCollection(property.Type) && IsAutoProperty(property));

    /// <summary>True if a public constructor takes the member, as the primary constructor of a record does.</summary>
    private static bool IsConstructed(ISymbol member, INamedTypeSymbol type)
    {
        foreach (IMethodSymbol constructor in type.InstanceConstructors)
        {
            if (constructor.DeclaredAccessibility != Accessibility.Public)
            {
                continue;
            }

            foreach (IParameterSymbol parameter in constructor.Parameters)
            {
                if (string.Equals(parameter.Name, member.Name, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsCollection(ITypeSymbol type) =>
        type.SpecialType != SpecialType.System_String
        && (type.SpecialType == SpecialType.System_Collections_IEnumerable
            || type.AllInterfaces.Any(candidate => candidate.SpecialType == SpecialType.System_Collections_IEnumerable));

    // A get-only collection is refilled; one that is computed has no field to refill.
    private static bool IsAutoProperty(IPropertySymbol property)
    {
        foreach (ISymbol member in property.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property))
            {
                return true;
            }
        }

        return false;
    }
}
