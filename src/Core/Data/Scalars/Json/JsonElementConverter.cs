using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Scalars;

/// <summary>Any JSON value. JSON null is a value too; an element that was never assigned is not.</summary>
internal sealed class JsonElementConverter : JsonConverter<JsonElement>
{
    public override bool HandleNull => true;

    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonChecks.Read(ref reader);

    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            throw new DataFault(
                null, "is an undefined JSON element", "a JSON value", "undefined", "Assign an element, or make the member nullable.");
        }

        writer.WriteRawValue(
            JsonChecks.Serialize(writer, value, static (element, inner) => element.WriteTo(inner)), skipInputValidation: true);
    }
}
