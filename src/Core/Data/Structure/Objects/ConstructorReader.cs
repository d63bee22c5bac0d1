using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Toast.Data.Structure;

/// <summary>Chooses the constructor that restores a type, and matches its parameters with members.</summary>
internal static class ConstructorReader
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static ConstructorPlan Read(Type type, List<MemberPlan> members, ShapeBuilder builder)
    {
        ConstructorInfo[] all = type.GetConstructors(All);
        ConstructorInfo[] marked = [.. all.Where(c => c.IsDefined(typeof(JsonConstructorAttribute)))];
        if (marked.Length > 1)
        {
            throw builder.Misconfigured("has several constructors marked [JsonConstructor]", "Mark one.");
        }

        if (marked.Length == 1)
        {
            return Checked(marked[0], members, builder);
        }

        ConstructorInfo[] open = [.. all.Where(c => c.IsPublic)];
        if (open.FirstOrDefault(c => c.GetParameters().Length == 0) is { } plain)
        {
            return Plan(plain);
        }

        if (type.IsValueType)
        {
            // A record struct has its default parameter values only in its constructor; any other struct starts as its default value.
            return open is [var single] && Problem(single, members) is null ? Plan(single) : new ConstructorPlan(null, [], false);
        }

        return open switch
        {
            [var single] => Checked(single, members, builder),
            [] => throw builder.Unsupported("has no public constructor", "Mark a constructor with [JsonConstructor]; it may be private."),
            _ => throw builder.Unsupported("has several constructors and none without parameters", "Mark one with [JsonConstructor]."),
        };
    }

    /// <summary>The member a parameter is filled from: same name but for case, and a type that fits.</summary>
    public static MemberPlan? Match(ParameterInfo parameter, List<MemberPlan> members)
    {
        List<MemberPlan> named = members.FindAll(m => string.Equals(m.Member.Name, parameter.Name, StringComparison.OrdinalIgnoreCase));
        return named.Find(m => m.Member.Name == parameter.Name) ?? named.FirstOrDefault();
    }

    private static ConstructorPlan Checked(ConstructorInfo constructor, List<MemberPlan> members, ShapeBuilder builder) =>
        Problem(constructor, members) is { } problem
            ? throw builder.Unsupported(problem, "Give the parameter the name and type of a stored member, or mark another constructor with [JsonConstructor].")
            : Plan(constructor);

    private static ConstructorPlan Plan(ConstructorInfo constructor) =>
        new(constructor, constructor.GetParameters(), constructor.IsDefined(typeof(SetsRequiredMembersAttribute)));

    private static string? Problem(ConstructorInfo constructor, List<MemberPlan> members)
    {
        foreach (ParameterInfo parameter in constructor.GetParameters())
        {
            MemberPlan? member = Match(parameter, members);
            if (member is null && !parameter.HasDefaultValue)
            {
                return $"has the constructor parameter '{parameter.Name}', which matches no stored member";
            }

            if (member is not null && !parameter.ParameterType.IsAssignableFrom(member.ValueType))
            {
                return $"has the constructor parameter '{parameter.Name}', whose type differs from the member {member.Member.Name}";
            }

            if (member is { Skip: not JsonIgnoreCondition.Never } && !parameter.HasDefaultValue)
            {
                return $"may leave out the member {member.Member.Name}, which the constructor parameter '{parameter.Name}' needs";
            }
        }

        return null;
    }
}
