using System.Reflection;

namespace Toast.Data.Structure;

/// <summary>How instances of a type are made.</summary>
/// <param name="Constructor">The constructor; null for the default value of a struct.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="LiftsRequired">True if it promises to set all <c>required</c> members.</param>
internal sealed record ConstructorPlan(ConstructorInfo? Constructor, ParameterInfo[] Parameters, bool LiftsRequired);
