namespace Toast.Grains.Tests.Grains;

/// <summary>A state without a parameterless constructor.</summary>
public sealed record Visits(int Count, string? First);
