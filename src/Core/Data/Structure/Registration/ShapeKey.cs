using System.Text.Json.Serialization;

namespace Toast.Data.Structure;

/// <summary>What shapes are shared by.</summary>
/// <param name="Type">The CLR type.</param>
/// <param name="Handling">Number handling of the member, which passes on to items.</param>
/// <param name="IsObject">True for the data of exactly this type; false for what stands in a member of this type (a reference, a subtype).</param>
/// <param name="Own">Not 0 for a shape that belongs to one member.</param>
internal readonly record struct ShapeKey(Type Type, JsonNumberHandling? Handling, bool IsObject, int Own = 0);
