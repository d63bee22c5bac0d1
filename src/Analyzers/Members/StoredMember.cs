using Microsoft.CodeAnalysis;

namespace Toast.Analyzers;

/// <summary>A property or field that is stored.</summary>
/// <param name="symbol">The property or field.</param>
/// <param name="type">Its type, with the type arguments of the type it was found on.</param>
internal readonly struct StoredMember(ISymbol symbol, ITypeSymbol type)
{
    public ISymbol Symbol { get; } = symbol;

    public ITypeSymbol Type { get; } = type;
}
