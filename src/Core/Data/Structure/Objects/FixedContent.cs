using System.Reflection;
using System.Runtime.CompilerServices;

namespace Toast.Data.Structure;

/// <summary>
/// Finds types whose instances write the same for as long as they live: all their fields are read-only and hold plain values, and their members give what the
/// fields hold. Nobody has to look whether such an instance has changed.
/// </summary>
internal static class FixedContent
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Values that cannot change, besides the primitive ones and enums.</summary>
    private static readonly HashSet<Type> Values =
    [
        typeof(string), typeof(decimal), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan),
        typeof(Int128), typeof(UInt128), typeof(Half), typeof(Uri), typeof(Version),
    ];

    /// <param name="type">The type.</param>
    /// <param name="members">Its stored members.</param>
    public static bool IsOf(Type type, IReadOnlyCollection<MemberPlan> members) =>
        FieldsOf(type).All(field => field.IsInitOnly && IsValue(field.FieldType)) && members.All(GivesField);

    private static bool GivesField(MemberPlan plan) =>
        plan.Member is FieldInfo || (plan.BackingField is not null && IsAutomatic((PropertyInfo)plan.Member));

    /// <summary>True if the compiler wrote the getter: one with a body may give something else than the field behind it.</summary>
    private static bool IsAutomatic(PropertyInfo property) => property.GetMethod?.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) == true;

    private static bool IsValue(Type type)
    {
        Type value = Nullable.GetUnderlyingType(type) ?? type;
        return value.IsPrimitive || value.IsEnum || Values.Contains(value);
    }

    private static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (Type? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (FieldInfo field in declaring.GetFields(Declared))
            {
                yield return field;
            }
        }
    }
}
