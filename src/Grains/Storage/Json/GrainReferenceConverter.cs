using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans.GrainReferences;

namespace Toast.Grains.Storage;

/// <summary>A reference to a grain as <c>{"grain_id": …, "interface": …}</c>.</summary>
internal sealed class GrainReferenceConverter<T>(GrainReferenceActivator references) : JsonConverter<T>
    where T : class, IAddressable
{
    private const string IdMember = "grain_id";
    private const string InterfaceMember = "interface";

    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        string? id = document.RootElement.TryGetProperty(IdMember, out JsonElement idText) ? idText.GetString() : null;
        string? type = document.RootElement.TryGetProperty(InterfaceMember, out JsonElement typeText) ? typeText.GetString() : null;
        return id is not null && GrainId.TryParse(id, out GrainId grainId)
            && references.CreateReference(grainId, GrainInterfaceType.Create(type ?? "")) is T reference
                ? reference
                : throw new JsonException($"A reference to a grain of type {typeof(T).Name} was expected.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        GrainReference reference = value.AsReference<T>() as GrainReference
            ?? throw new JsonException($"An object of type {typeof(T).Name} is not a reference to a grain.");
        writer.WriteStartObject();
        writer.WriteString(IdMember, reference.GrainId.ToString());
        writer.WriteString(InterfaceMember, reference.InterfaceType.ToString());
        writer.WriteEndObject();
    }
}
