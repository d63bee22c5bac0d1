using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast;

/// <summary>Reads and writes references as the two-key object, strictly: no third key, no key twice, both values text.</summary>
public sealed class ExternalReferenceJsonConverter : JsonConverter<ExternalReference>
{
    /// <inheritdoc/>
    public override ExternalReference Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ExternalReference value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartObject();
        writer.WriteString("class_name"u8, value.ClassName);
        writer.WriteString("id"u8, value.Id);
        writer.WriteEndObject();
    }

    /// <summary>Reads a reference from the object the reader stands on, and leaves the reader on its end.</summary>
    /// <exception cref="StorageValidationException">It is not exactly a reference.</exception>
    internal static ExternalReference Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Malformed("is not an object");
        }

        string? className = null;
        Guid? id = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("class_name"u8))
            {
                className = className is null ? ReadText(ref reader, ReferenceText.ClassNameKey) : throw Malformed("has class_name twice");
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                id = id is null ? ReadId(ref reader) : throw Malformed("has id twice");
            }
            else
            {
                throw Malformed("has a key other than class_name and id");
            }
        }

        if (reader.TokenType != JsonTokenType.EndObject)
        {
            throw Malformed("is not complete");
        }

        return new ExternalReference(
            className ?? throw Malformed("has no class_name"),
            id ?? throw Malformed("has no id"));
    }

    private static string ReadText(ref Utf8JsonReader reader, string key)
    {
        // A name longer than the limit in its escaped form (six bytes a character at the most) need not be copied to be refused.
        if (!reader.Read() || reader.TokenType != JsonTokenType.String)
        {
            throw Malformed($"has an unusable {key}: it is not text");
        }

        int length = reader.HasValueSequence ? checked((int)reader.ValueSequence.Length) : reader.ValueSpan.Length;
        if (length > ClassNameRules.MaxLength * 6)
        {
            throw Malformed($"has an unusable {key}: it is too long");
        }

        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Lone surrogates and invalid UTF-8; the parser's own exception would name neither.
            throw Malformed($"has an unusable {key}: it is not valid text");
        }
    }

    private static Guid ReadId(ref Utf8JsonReader reader) =>
        ReferenceText.TryParseId(ReadText(ref reader, ReferenceText.IdKey), out Guid id) ? id : throw Malformed("has an id that is not a UUID");

    private static StorageValidationException Malformed(string problem) =>
        new(
            ErrorCodes.InvalidReference,
            $"The reference {problem}. Pass exactly {{\"class_name\": \"...\", \"id\": \"...\"}}, as it was returned by a dump.")
        {
            Expected = "an object with exactly class_name and id",
        };
}
