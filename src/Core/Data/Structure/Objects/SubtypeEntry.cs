namespace Toast.Data.Structure;

/// <summary>A subtype with the text of its marker.</summary>
internal sealed record SubtypeEntry(Type Type, string Marker, bool IsNumber);
