using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Scalars;

/// <summary>Bytes as base64; no bytes are empty text.</summary>
internal sealed class ByteArrayConverter : JsonConverter<byte[]>
{
    public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader, "Byte[]");

    public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) => writer.WriteBase64StringValue(value);

    /// <summary>Reads for any type that wraps bytes.</summary>
    internal static byte[] Read(ref Utf8JsonReader reader, string type)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw ScalarFault.NotText(type, reader.TokenType);
        }

        return reader.TryGetBytesFromBase64(out byte[]? value) ? value : throw ScalarFault.TextDoesNotFit(type);
    }
}
