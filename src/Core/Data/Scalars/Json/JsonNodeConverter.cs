using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Toast.Data.Scalars;

/// <summary>Any JSON value as a node, or one of its kinds as that kind of node.</summary>
internal sealed class JsonNodeConverter<T> : JsonConverter<T>
    where T : JsonNode
{
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        JsonTokenType found = reader.TokenType;
        JsonElement element = JsonChecks.Read(ref reader);
        JsonNode? node = element.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Object => JsonObject.Create(element),
            JsonValueKind.Array => JsonArray.Create(element),
            _ => JsonValue.Create(element),
        };
        return node is null or T ? (T?)node : throw ScalarFault.NotKind(typeof(T).Name, found);
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ReadOnlySpan<byte> utf8 = JsonChecks.Serialize(writer, value, static (node, inner) => node.WriteTo(inner));
        JsonNodeText.Check(value);
        writer.WriteRawValue(utf8, skipInputValidation: true);
    }
}
