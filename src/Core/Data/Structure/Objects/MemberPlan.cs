using System.Reflection;
using System.Text.Json.Serialization;

namespace Toast.Data.Structure;

/// <summary>One stored member of a type, as reflection and attributes describe it.</summary>
/// <param name="Member">The property or field.</param>
/// <param name="ValueType">Its type.</param>
/// <param name="StoredName">Its name in the JSON.</param>
internal sealed record MemberPlan(MemberInfo Member, Type ValueType, string StoredName)
{
    /// <summary>The setter or init accessor of any visibility, of this declaration or of the one it overrides.</summary>
    public MethodInfo? Setter { get; init; }

    /// <summary>The field the compiler put behind an automatic property.</summary>
    public FieldInfo? BackingField { get; init; }

    /// <summary>True for <c>required</c> and [JsonRequired].</summary>
    public bool Required { get; init; }

    /// <summary>True for <c>required</c>, which [SetsRequiredMembers] on the constructor lifts.</summary>
    public bool RequiredKeyword { get; init; }

    public int Order { get; init; }

    public JsonIgnoreCondition Skip { get; init; }

    public JsonNumberHandling? NumberHandling { get; init; }

    public JsonConverterAttribute? Converter { get; init; }

    /// <summary>True if the member can be assigned once the instance exists.</summary>
    public bool Assignable => Member is FieldInfo || Setter is not null || BackingField is not null;
}
