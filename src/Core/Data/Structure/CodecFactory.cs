using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Toast.Data.Structure;

/// <summary>Makes the codecs of one engine. Shapes are shared between them. Thread-safe.</summary>
internal sealed class CodecFactory
{
    // Above any limit that can be set; the walks count.
    private const int SerializerDepth = 2_000;

    private readonly Lock gate = new();
    private readonly Dictionary<ShapeKey, Shape> shapes = [];
    private readonly ICodecModels models;
    private readonly JsonSerializerOptions options;

    public CodecFactory(ICodecModels models)
    {
        this.models = models;
        options = new JsonSerializerOptions
        {
            Encoder = WriteWalk.Encoder,
            MaxDepth = SerializerDepth,
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        };
        options.Converters.Add(new ShapeConverterFactory(this));
        options.MakeReadOnly();
    }

    /// <summary>Makes the codec of a root type.</summary>
    /// <exception cref="StorageValidationException">Something in the type cannot be stored; the message names it and the way out.</exception>
    public DataCodec Create(Type rootType)
    {
        Shape shape = Build(rootType, b => b.Root(rootType));
        bool isModel = models.IsModel(rootType);
        if (isModel && shape is IObjectShape { MemberNames: { Count: 2 } names } && names.Contains(ReferenceText.ClassNameKey)
            && names.Contains(ReferenceText.IdKey))
        {
            throw LooksLikeReference(rootType);
        }

        return (DataCodec)Activator.CreateInstance(typeof(ShapeCodec<>).MakeGenericType(rootType), shape, isModel)!;
    }

    /// <summary>The shape of what stands in a member of a type, for converters that write such values themselves.</summary>
    public Shape MemberShape(Type type) => Build(type, b => b.Shape(type, null));

    private Shape Build(Type type, Func<ShapeBuilder, Shape> build)
    {
        lock (gate)
        {
            var builder = new ShapeBuilder(models, options, shapes, type);
            Shape shape = build(builder);
            foreach ((ShapeKey key, Shape found) in builder.Complete())
            {
                // Shapes of one member have keys that only count within their registration, and nobody asks for them again. A converter
                // factory of the user may have asked for the same type while this was under way; either shape will do.
                if (key.Own == 0)
                {
                    shapes.TryAdd(key, found);
                }
            }

            return shape;
        }
    }

    private static StorageValidationException LooksLikeReference(Type type) =>
        new(
            ErrorCodes.InvalidConfiguration,
            $"The type {TypeNames.Show(type)} cannot be stored: its stored members are exactly class_name and id, so that its data would be taken for "
            + "a reference. Give one of them another [JsonPropertyName].")
        {
            Actual = TypeNames.Show(type),
        };
}
