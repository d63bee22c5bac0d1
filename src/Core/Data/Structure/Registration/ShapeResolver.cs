using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Toast.Data.Scalars;

namespace Toast.Data.Structure;

/// <summary>Decides which shape a CLR type has. The first rule that fits wins.</summary>
internal static class ShapeResolver
{
    /// <summary>What stands in a member or element.</summary>
    public static Shape Member(Type type, JsonNumberHandling? handling, ShapeBuilder builder)
    {
        if (builder.Models.IsModel(type))
        {
            return Make(typeof(ReferenceShape<>), type);
        }

        if (Argument(type, typeof(External<>)) is { } model)
        {
            return builder.Models.IsModel(model)
                ? Make(typeof(LinkShape<>), model)
                : throw builder.Misconfigured($"links to {TypeNames.Show(model)}, which is not a model", "Mark that type [External].");
        }

        if (type.GetCustomAttribute<JsonConverterAttribute>(inherit: false) is { } attribute)
        {
            return ForeignConverters.Create(attribute, type, builder);
        }

        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Make(typeof(NullableShape<>), inner, builder.Shape(inner, handling));
        }

        if (ScalarConverters.TryCreate(type, handling) is { } converter)
        {
            return Scalar(type, converter, builder.Options);
        }

        if (Refusals.Explain(type) is not null)
        {
            throw builder.Refused(type);
        }

        return CollectionKinds.TryCreate(type, handling, builder)
            ?? (SubtypeTable.Read(type, builder.Models, builder) is { } table ? Make(typeof(PolymorphicShape<>), type, table) : Object(type, builder));
    }

    /// <summary>The data of an object of exactly this type.</summary>
    public static Shape Object(Type type, ShapeBuilder builder)
    {
        if (Refusals.ExplainObject(type) is { } refusal)
        {
            throw builder.Unsupported(refusal.Problem, refusal.Remedy);
        }

        return Make(typeof(ObjectShape<>), type);
    }

    /// <summary>The data of a model.</summary>
    public static Shape ModelRoot(Type type, ShapeBuilder builder)
    {
        if (type.ContainsGenericParameters)
        {
            throw builder.Refused(type);
        }

        if (type.GetCustomAttribute<JsonConverterAttribute>(inherit: false) is { } attribute)
        {
            return ForeignConverters.Create(attribute, type, builder);
        }

        if (type.IsAbstract)
        {
            throw builder.Unsupported("is abstract", "Register the models that derive from it.");
        }

        return Object(type, builder);
    }

    public static Shape Make(Type definition, Type argument, params object[] arguments) =>
        (Shape)Activator.CreateInstance(definition.MakeGenericType(argument), arguments)!;

    private static Shape Scalar(Type type, JsonConverter converter, JsonSerializerOptions options)
    {
        // JSON from outside has parts of its own, which count for depth and size, so its converter's output is looked at like a user's.
        bool json = type == typeof(JsonElement) || type == typeof(JsonDocument) || typeof(JsonNode).IsAssignableFrom(type);
        return Make(json ? typeof(ForeignShape<>) : typeof(ScalarShape<>), type, converter, options);
    }

    private static Type? Argument(Type type, Type definition) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition ? type.GetGenericArguments()[0] : null;
}
