namespace Toast.AspNetCore.Tests;

/// <summary>A type that contains itself.</summary>
public sealed record Branch(string Name, IReadOnlyList<Branch> Children);
