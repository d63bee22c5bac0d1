using Microsoft.CodeAnalysis;

namespace Toast.Analyzers;

/// <summary>What the walk over members asks about types, looked up once for each compilation.</summary>
internal sealed class MemberRules(Compilation compilation, INamedTypeSymbol attribute)
{
    private readonly INamedTypeSymbol? link = compilation.GetTypeByMetadataName("Toast.External`1");

    public JsonMarks Marks { get; } = new(compilation);

    public UnstorableTypes Unstorable { get; } = new(compilation);

    public bool IsModel(INamedTypeSymbol type) => Mark.IsModel(type, attribute);

    /// <summary>True if members of the type are stored as references, so that what is in it is no concern of this model.</summary>
    public bool IsReference(INamedTypeSymbol type) =>
        IsModel(type) || SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, link);

    /// <summary>True if the type is an ordinary class or struct of this compilation, stored member by member.</summary>
    public bool IsPlain(INamedTypeSymbol type) =>
        type.TypeKind is TypeKind.Class or TypeKind.Struct
        && !type.IsTupleType
        && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly);
}
