namespace Toast.Data;

/// <summary>A derived type that may stand in a member of a plain base type.</summary>
/// <param name="Type">The derived type.</param>
/// <param name="Marker">The text of its type marker in the JSON.</param>
internal sealed record PlainSubtype(Type Type, string Marker);
