using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Scalars;

/// <summary>JSON true and false; no other spelling.</summary>
internal sealed class BooleanConverter : JsonConverter<bool>
{
    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw ScalarFault.NotKind(nameof(Boolean), reader.TokenType),
    };

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
}
