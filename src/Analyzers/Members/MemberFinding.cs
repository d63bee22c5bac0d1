using Microsoft.CodeAnalysis;

namespace Toast.Analyzers;

/// <summary>A type that cannot be stored, and where it stands.</summary>
/// <param name="root">The member of the model through which the type is reached.</param>
/// <param name="path">The names of the members from the model to the type, with dots between them.</param>
/// <param name="type">The type.</param>
/// <param name="why">Why it cannot be stored.</param>
internal readonly struct MemberFinding(ISymbol root, string path, ITypeSymbol type, Unstorable why)
{
    public ISymbol Root { get; } = root;

    public string Path { get; } = path;

    public ITypeSymbol Type { get; } = type;

    public Unstorable Why { get; } = why;
}
