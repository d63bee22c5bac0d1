using Microsoft.CodeAnalysis;

namespace Toast.Analyzers;

/// <summary>The attributes of System.Text.Json that decide what of a type is stored, and how.</summary>
internal sealed class JsonMarks(Compilation compilation)
{
    private const string Prefix = "System.Text.Json.Serialization.";

    private readonly INamedTypeSymbol? converter = compilation.GetTypeByMetadataName(Prefix + "JsonConverterAttribute");
    private readonly INamedTypeSymbol? ignore = compilation.GetTypeByMetadataName(Prefix + "JsonIgnoreAttribute");
    private readonly INamedTypeSymbol? include = compilation.GetTypeByMetadataName(Prefix + "JsonIncludeAttribute");
    private readonly INamedTypeSymbol? overflow = compilation.GetTypeByMetadataName(Prefix + "JsonExtensionDataAttribute");

    /// <summary>True if a converter decides how the member or the values of the type are written.</summary>
    public bool HasConverter(ISymbol memberOrType) => Find(memberOrType, converter) is not null;

    public bool IsIncluded(ISymbol member) => Find(member, include) is not null;

    /// <summary>True if the member is never stored. A condition on the value ignores values, not the member.</summary>
    public bool IsIgnored(ISymbol member)
    {
        const int Always = 1;
        if (Find(member, ignore) is not { } attribute)
        {
            return Find(member, overflow) is not null;
        }

        return attribute.NamedArguments is not [{ Key: "Condition", Value.Value: int condition }] || condition == Always;
    }

    private static AttributeData? Find(ISymbol symbol, INamedTypeSymbol? wanted)
    {
        if (wanted is null)
        {
            return null;
        }

        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            for (INamedTypeSymbol? type = attribute.AttributeClass; type is not null; type = type.BaseType)
            {
                if (SymbolEqualityComparer.Default.Equals(type, wanted))
                {
                    return attribute;
                }
            }
        }

        return null;
    }
}
