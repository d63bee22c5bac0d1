using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Scalars;

/// <summary>Ids as 36 characters with dashes, written in lower case.</summary>
internal sealed class GuidConverter : JsonConverter<Guid>
{
    public override Guid Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw ScalarFault.NotText(nameof(Guid), reader.TokenType);
        }

        return reader.TryGetGuid(out Guid value) ? value : throw ScalarFault.TextDoesNotFit(nameof(Guid));
    }

    public override void Write(Utf8JsonWriter writer, Guid value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
