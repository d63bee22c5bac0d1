using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Toast.Data.Structure;

/// <summary>What registration finds out about an object type.</summary>
internal sealed class ObjectPlan<T>
{
    private static readonly MethodInfo CreateMethod = typeof(ObjectPlan<T>).GetMethod(nameof(CreateTyped), BindingFlags.NonPublic | BindingFlags.Static)!;

    private ObjectPlan(Member<T>[] members, ConstructorPlan constructor)
    {
        Members = members;
        Constructor = constructor;
    }

    public Member<T>[] Members { get; }

    public ConstructorPlan Constructor { get; }

    public ObjectRules? Rules { get; private init; }

    /// <summary>True if an instance of exactly this type writes the same for as long as it lives.</summary>
    public bool HasFixedContent { get; private init; }

    /// <summary>True if [JsonUnmappedMemberHandling] refuses plain data with unknown members.</summary>
    public bool RefusesUnknown { get; private init; }

    public static ObjectPlan<T> Read(ShapeBuilder builder)
    {
        List<MemberPlan> plans = MemberReader.Read(typeof(T), builder);
        ConstructorPlan constructor = ConstructorReader.Read(typeof(T), plans, builder);
        Dictionary<MemberPlan, ParameterInfo> parameters = Match(constructor, plans);

        // What neither a constructor nor an assignment nor a refill can restore is computed, and computed members are not data.
        plans.RemoveAll(p => !p.Assignable && !parameters.ContainsKey(p) && !(p.Member is PropertyInfo && CollectionKinds.CanRefill(p.ValueType)));
        CheckNames(plans, builder);

        JsonNumberHandling? handling = typeof(T).GetCustomAttribute<JsonNumberHandlingAttribute>()?.Handling;
        Member<T>[] members = [.. plans.Select(p => Create(p, parameters.GetValueOrDefault(p), constructor, handling, builder))];
        return new ObjectPlan<T>(members, constructor)
        {
            Rules = ReadRules(plans),
            HasFixedContent = FixedContent.IsOf(typeof(T), plans) && members.All(m => m.Shape.WritesValueOnly),
            RefusesUnknown = typeof(T).GetCustomAttribute<JsonUnmappedMemberHandlingAttribute>()?.UnmappedMemberHandling
                == JsonUnmappedMemberHandling.Disallow,
        };
    }

    private static Dictionary<MemberPlan, ParameterInfo> Match(ConstructorPlan constructor, List<MemberPlan> plans)
    {
        var parameters = new Dictionary<MemberPlan, ParameterInfo>(ReferenceEqualityComparer.Instance);
        foreach (ParameterInfo parameter in constructor.Parameters)
        {
            if (ConstructorReader.Match(parameter, plans) is { } plan)
            {
                parameters[plan] = parameter;
            }
        }

        return parameters;
    }

    private static void CheckNames(List<MemberPlan> plans, ShapeBuilder builder)
    {
        foreach (IGrouping<string, MemberPlan> same in plans.GroupBy(p => p.StoredName, StringComparer.Ordinal))
        {
            if (same.Count() > 1)
            {
                string names = string.Join(" and ", same.Select(p => p.Member.Name));
                throw builder.Misconfigured(
                    $"stores the members {names} under one name, '{HostileText.Show(same.Key)}'", "Give one of them another [JsonPropertyName].");
            }
        }
    }

    private static Member<T> Create(
        MemberPlan plan, ParameterInfo? parameter, ConstructorPlan constructor, JsonNumberHandling? handling, ShapeBuilder builder)
    {
        using IDisposable place = builder.At(plan.StoredName);
        if (plan.ValueType.IsByRef || plan.ValueType.IsByRefLike || plan.ValueType.IsPointer || plan.ValueType.IsFunctionPointer)
        {
            throw builder.Refused(plan.ValueType);
        }

        Shape shape = plan.Converter is { } converter
            ? builder.Foreign(converter, plan.ValueType)
            : builder.Shape(plan.ValueType, plan.NumberHandling ?? handling);
        MethodInfo create = CreateMethod.MakeGenericMethod(plan.ValueType);
        return (Member<T>)create.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [plan, parameter, constructor, shape], null)!;
    }

    private static TypedMember<T, TValue> CreateTyped<TValue>(MemberPlan plan, ParameterInfo? parameter, ConstructorPlan constructor, Shape<TValue> shape)
    {
        ValidationAttribute[] attributes = [
            .. plan.Member.GetCustomAttributes<ValidationAttribute>(inherit: true),
            .. parameter?.GetCustomAttributes<ValidationAttribute>() ?? []];
        Accessor<T, TValue> accessor = AccessorFactory.Create<T, TValue>(plan);
        bool keyword = plan.RequiredKeyword && !constructor.LiftsRequired;
        bool marked = plan.Required && !plan.RequiredKeyword;
        return new TypedMember<T, TValue>(plan.StoredName, shape, accessor, ChooseFilling(plan, shape), plan.Skip)
        {
            Parameter = parameter?.Position ?? -1,
            Required = keyword || marked || parameter is { HasDefaultValue: false },
            AllowsNull = AllowsNull(plan.Member),
            Rules = attributes.Length == 0 ? null : new MemberRules(plan.Member.Name, attributes),
        };
    }

    private static bool AllowsNull(MemberInfo member)
    {
        var context = new NullabilityInfoContext();
        NullabilityInfo declared = member is PropertyInfo property ? context.Create(property) : context.Create((FieldInfo)member);
        return declared.ReadState == NullabilityState.Nullable;
    }

    private static Filling ChooseFilling(MemberPlan plan, Shape shape)
    {
        bool open = plan.Setter is not null || plan.Member is FieldInfo { IsInitOnly: false };
        if (open || !shape.CanRefill)
        {
            return shape.LooksAtExisting ? Filling.SetOver : Filling.Set;
        }

        return plan.Assignable ? Filling.Refill : Filling.RefillIfStable;
    }

    private static ObjectRules? ReadRules(List<MemberPlan> plans)
    {
        ValidationAttribute[] attributes = [.. typeof(T).GetCustomAttributes<ValidationAttribute>(inherit: true)];
        if (attributes.Length == 0 && !typeof(IValidatableObject).IsAssignableFrom(typeof(T)))
        {
            return null;
        }

        // A member may hide one of a base class under another stored name; the last is the most derived.
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        plans.ForEach(p => names[p.Member.Name] = p.StoredName);
        return new ObjectRules(attributes, names);
    }
}
