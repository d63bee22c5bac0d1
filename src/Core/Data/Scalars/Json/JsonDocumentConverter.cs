using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Scalars;

/// <summary>Any JSON value as a document. Documents that were read rent no memory, so disposing them is optional.</summary>
internal sealed class JsonDocumentConverter : JsonConverter<JsonDocument>
{
    public override JsonDocument Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        byte[] utf8 = JsonMarshal.GetRawUtf8Value(JsonChecks.Read(ref reader)).ToArray();
        return JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = JsonChecks.MaxDepth });
    }

    public override void Write(Utf8JsonWriter writer, JsonDocument value, JsonSerializerOptions options) =>
        writer.WriteRawValue(
            JsonChecks.Serialize(writer, value, static (document, inner) => document.WriteTo(inner)), skipInputValidation: true);
}
