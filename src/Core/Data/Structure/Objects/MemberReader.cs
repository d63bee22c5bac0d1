using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Structure;

/// <summary>Reads from reflection which members of a type are data, in the order they are written.</summary>
internal static class MemberReader
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>All candidates: what is stored in the end also depends on the constructor.</summary>
    public static List<MemberPlan> Read(Type type, ShapeBuilder builder)
    {
        var found = new List<(MemberPlan Plan, int Level, int Token)>();
        var overridden = new HashSet<MethodInfo>();
        int level = 0;
        for (Type? declaring = type; declaring is not null && declaring != typeof(object) && declaring != typeof(ValueType); declaring = declaring.BaseType)
        {
            level--;
            foreach (PropertyInfo property in declaring.GetProperties(Declared))
            {
                if (property.GetIndexParameters().Length == 0 && property.GetMethod is { } getter && overridden.Add(getter.GetBaseDefinition())
                    && OfProperty(property, type, builder) is { } plan)
                {
                    found.Add((plan, level, property.MetadataToken));
                }
            }

            foreach (FieldInfo field in declaring.GetFields(Declared))
            {
                if (OfField(field, builder) is { } plan)
                {
                    found.Add((plan, level, field.MetadataToken));
                }
            }
        }

        // Base classes first, then as declared; [JsonPropertyOrder] above all.
        return [.. found.OrderBy(f => f.Plan.Order).ThenBy(f => f.Level).ThenBy(f => f.Plan.Member is FieldInfo).ThenBy(f => f.Token).Select(f => f.Plan)];
    }

    private static MemberPlan? OfProperty(PropertyInfo property, Type type, ShapeBuilder builder)
    {
        bool visible = property.GetMethod!.IsPublic || property.IsDefined(typeof(JsonIncludeAttribute), inherit: true);
        if (!visible)
        {
            return null;
        }

        MethodInfo? setter = property.SetMethod ?? OverriddenSetter(property, type);
        FieldInfo? backing = property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", Declared);
        return OfMember(property, property.PropertyType, builder) is { } plan ? plan with { Setter = setter, BackingField = backing } : null;
    }

    private static MemberPlan? OfField(FieldInfo field, ShapeBuilder builder)
    {
        bool visible = field.IsPublic || field.IsDefined(typeof(JsonIncludeAttribute), inherit: true);
        return visible && !field.IsDefined(typeof(CompilerGeneratedAttribute)) ? OfMember(field, field.FieldType, builder) : null;
    }

    private static MemberPlan? OfMember(MemberInfo member, Type valueType, ShapeBuilder builder)
    {
        JsonIgnoreCondition skip = member.GetCustomAttribute<JsonIgnoreAttribute>(inherit: true)?.Condition ?? JsonIgnoreCondition.Never;
        bool keyword = member.IsDefined(typeof(RequiredMemberAttribute), inherit: true);
        bool required = keyword || member.IsDefined(typeof(JsonRequiredAttribute), inherit: true);
        if (required && skip != JsonIgnoreCondition.Never)
        {
            throw builder.Misconfigured(
                $"has the required member {member.Name} with [JsonIgnore], so that its stored data could never be read",
                "Remove one of the two marks.");
        }

        if (member.IsDefined(typeof(JsonExtensionDataAttribute), inherit: true))
        {
            throw builder.Misconfigured(
                $"has [JsonExtensionData] on {member.Name}",
                "Remove the mark: unknown members are kept beside the instance and written back. For free data declare a Dictionary<string, JsonElement>.");
        }

        if (skip is JsonIgnoreCondition.Always)
        {
            return null;
        }

        if (skip is not (JsonIgnoreCondition.Never or JsonIgnoreCondition.WhenWritingNull or JsonIgnoreCondition.WhenWritingDefault))
        {
            throw builder.Misconfigured(
                $"ignores the member {member.Name} in one direction only, so that the next dump would lose it", "Use [JsonIgnore] without a condition.");
        }

        string name = member.GetCustomAttribute<JsonPropertyNameAttribute>(inherit: true)?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Name);
        return new MemberPlan(member, valueType, name)
        {
            Required = required,
            RequiredKeyword = keyword,
            Order = member.GetCustomAttribute<JsonPropertyOrderAttribute>(inherit: true)?.Order ?? 0,
            Skip = skip,
            NumberHandling = member.GetCustomAttribute<JsonNumberHandlingAttribute>(inherit: true)?.Handling,
            Converter = member.GetCustomAttribute<JsonConverterAttribute>(inherit: true),
        };
    }

    // An override may repeat only the getter; the setter of the base is still the way in.
    private static MethodInfo? OverriddenSetter(PropertyInfo property, Type type)
    {
        MethodInfo root = property.GetMethod!.GetBaseDefinition();
        if (root == property.GetMethod)
        {
            return null;
        }

        for (Type? declaring = type.BaseType; declaring is not null; declaring = declaring.BaseType)
        {
            PropertyInfo? candidate = declaring.GetProperty(property.Name, Declared, null, property.PropertyType, Type.EmptyTypes, null);
            if (candidate?.SetMethod is { } setter && candidate.GetMethod?.GetBaseDefinition() == root)
            {
                return setter;
            }
        }

        return null;
    }
}
