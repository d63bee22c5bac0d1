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

    /// <summary>
    /// True if the JSON the reader stands on is meant as a reference and not as the data of a model: it is no object, or it has both keys. With further
    /// members it is a reference with a mistake in it, unless the model itself has both members.
    /// </summary>
    /// <param name="reader">A copy; the caller's reader stays where it is.</param>
    /// <param name="members">The stored names of the model's members.</param>
    public static bool IsMeant(Utf8JsonReader reader, IReadOnlyCollection<string> members)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return true;
        }

        int count = 0;
        int keys = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            count++;
            keys += reader.ValueTextEquals(ClassName.EncodedUtf8Bytes) || reader.ValueTextEquals(Id.EncodedUtf8Bytes) ? 1 : 0;
            reader.Read();
            reader.TrySkip();
        }

        bool modelHasBoth = members.Contains(ReferenceText.ClassNameKey) && members.Contains(ReferenceText.IdKey);
        return keys >= 2 && (count == 2 || !modelHasBoth);
    }
}
