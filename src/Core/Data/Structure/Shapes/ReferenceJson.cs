using System.Text.Json;

namespace Toast.Data.Structure;

/// <summary>Writes references with names that are encoded once.</summary>
internal static class ReferenceJson
{
    private static readonly JsonEncodedText ClassName = JsonEncodedText.Encode(ReferenceText.ClassNameKey);
    private static readonly JsonEncodedText Id = JsonEncodedText.Encode(ReferenceText.IdKey);

    public static void Write(Utf8JsonWriter writer, ExternalReference reference)
    {
        writer.WriteStartObject();
        writer.WriteString(ClassName, reference.ClassName);
        writer.WriteString(Id, reference.Id);
        writer.WriteEndObject();
    }
}
