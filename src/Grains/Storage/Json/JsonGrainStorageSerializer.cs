using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans.GrainReferences;
using Orleans.Storage;
using Toast.Data.Structure;

namespace Toast.Grains.Storage;

/// <summary>
/// States as plain UTF-8 JSON, by System.Text.Json: public properties and fields, names in snake_case unless <c>[JsonPropertyName]</c> says otherwise.
/// References to grains are written as their grain id and interface.
/// </summary>
internal sealed class JsonGrainStorageSerializer : IGrainStorageSerializer
{
    private readonly JsonSerializerOptions options;

    public JsonGrainStorageSerializer(GrainReferenceActivator references)
    {
        options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            Encoder = PlainJsonEncoder.Instance,
            IncludeFields = true,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,

            // A store may give the members back in another order than they were written in.
            AllowOutOfOrderMetadataProperties = true,
            Converters = { new GrainReferenceConverterFactory(references) },
        };
        options.MakeReadOnly(populateMissingResolver: true);
    }

    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, options));

    public T? Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input.ToMemory().Span, options);
}
