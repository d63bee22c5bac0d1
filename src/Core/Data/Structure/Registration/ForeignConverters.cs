using System.Text.Json.Serialization;

namespace Toast.Data.Structure;

/// <summary>Makes the converters that [JsonConverter] names.</summary>
internal static class ForeignConverters
{
    public static Shape Create(JsonConverterAttribute attribute, Type type, ShapeBuilder builder)
    {
        JsonConverter converter = Instance(attribute, type, builder);
        if (!converter.CanConvert(type))
        {
            // As in the framework, a converter of a value type serves its nullable form.
            Type? inner = Nullable.GetUnderlyingType(type);
            if (inner is not null && converter.CanConvert(inner))
            {
                return ShapeResolver.Make(typeof(NullableShape<>), inner, builder.Keep(Wrap(converter, inner, builder)));
            }

            throw Wrong(converter.GetType(), type, builder);
        }

        return Wrap(converter, type, builder);
    }

    private static Shape Wrap(JsonConverter converter, Type type, ShapeBuilder builder)
    {
        if (converter is JsonConverterFactory factory)
        {
            converter = factory.CreateConverter(type, builder.Options) ?? throw Wrong(factory.GetType(), type, builder);
        }

        // A converter of a base type can read only what the base type promises, so it must be of this very type.
        return typeof(JsonConverter<>).MakeGenericType(type).IsInstanceOfType(converter)
            ? ShapeResolver.Make(typeof(ForeignShape<>), type, converter, builder.Options)
            : throw Wrong(converter.GetType(), type, builder);
    }

    private static JsonConverter Instance(JsonConverterAttribute attribute, Type type, ShapeBuilder builder)
    {
        JsonConverter? converter;
        try
        {
            converter = attribute.ConverterType is { } converterType
                ? Activator.CreateInstance(converterType) as JsonConverter
                : attribute.CreateConverter(type);
        }
        catch (Exception e) when (e is MemberAccessException or ArgumentException or System.Reflection.TargetInvocationException)
        {
            converter = null;
        }

        return converter ?? throw builder.Misconfigured(
            $"has the [JsonConverter] {attribute.ConverterType?.Name ?? attribute.GetType().Name}, which cannot be created",
            "Give the converter a public constructor without parameters.");
    }

    private static StorageValidationException Wrong(Type converter, Type type, ShapeBuilder builder) =>
        builder.Misconfigured($"has the [JsonConverter] {converter.Name}, which does not convert {TypeNames.Show(type)}", "Name a converter of that type.");
}
