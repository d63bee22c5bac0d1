using Microsoft.CodeAnalysis;

namespace Toast.Analyzers;

/// <summary>The types that are not data (B-224, B-225). Derived types and implementations count as what they derive from.</summary>
internal sealed class UnstorableTypes
{
    private static readonly string[] NotDataNames =
    [
        "System.Delegate",
        "System.Reflection.MemberInfo",
        "System.IO.Stream",
        "System.Threading.Tasks.Task",
        "System.Threading.Tasks.ValueTask",
        "System.Threading.Tasks.ValueTask`1",
        "System.Threading.CancellationToken",
        "System.Security.SecureString",
    ];

    private static readonly string[] UntypedItemsNames =
    [
        "System.Collections.ICollection",
        "System.Collections.IList",
        "System.Collections.IDictionary",
        "System.Collections.ArrayList",
        "System.Collections.Hashtable",
        "System.Collections.Queue",
        "System.Collections.Stack",
        "System.Collections.SortedList",
    ];

    private static readonly string[] FrozenNames =
    [
        "System.Collections.Frozen.FrozenDictionary`2",
        "System.Collections.Frozen.FrozenSet`1",
    ];

    private readonly Dictionary<ISymbol, Unstorable> byDefinition = new(SymbolEqualityComparer.Default);
    private readonly INamedTypeSymbol? asyncSequence;

    public UnstorableTypes(Compilation compilation)
    {
        Add(compilation, NotDataNames, Unstorable.NotData);
        Add(compilation, UntypedItemsNames, Unstorable.UntypedItems);
        Add(compilation, FrozenNames, Unstorable.Frozen);
        asyncSequence = compilation.GetTypeByMetadataName("System.Collections.Generic.IAsyncEnumerable`1");
    }

    /// <summary>Says why the type itself, apart from its items and type arguments, cannot be stored; null if it can.</summary>
    public Unstorable? Find(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Dynamic } or { SpecialType: SpecialType.System_Object } => Unstorable.Untyped,
        { TypeKind: TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.Delegate } => Unstorable.NotData,
        { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } => Unstorable.NotData,
        { SpecialType: SpecialType.System_Collections_IEnumerable } => Unstorable.UntypedItems,
        IArrayTypeSymbol { Rank: > 1 } => Unstorable.Rectangular,
        INamedTypeSymbol named => FindNamed(named),
        _ => null,
    };

    private Unstorable? FindNamed(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (byDefinition.TryGetValue(current.OriginalDefinition, out Unstorable? why))
            {
                return why;
            }
        }

        return IsAsyncSequence(type) || type.AllInterfaces.Any(IsAsyncSequence) ? Unstorable.AsyncSequence : null;
    }

    private bool IsAsyncSequence(INamedTypeSymbol type) => SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, asyncSequence);

    private void Add(Compilation compilation, string[] names, Unstorable why)
    {
        foreach (string name in names)
        {
            if (compilation.GetTypeByMetadataName(name) is { } type)
            {
                byDefinition[type] = why;
            }
        }
    }
}
