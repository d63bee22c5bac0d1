using System.Text.Json;
using Toast.Registry;

namespace Toast.Verbs.Validating;

/// <summary>Tells references from plain data. Only called on text that the guard has accepted.</summary>
internal static class InputKind
{
    /// <summary>The reference if the JSON is one, null if it is plain data.</summary>
    /// <exception cref="StorageValidationException">It has both keys of a reference and more, and the model has no such members itself.</exception>
    public static ExternalReference? ReadReference(ReadOnlySpan<byte> json, ModelInfo? asked)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 1024 });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new StorageValidationException(
                ErrorCodes.InvalidReference,
                $"The input is {NameOf(reader.TokenType)}, but a reference or the data of a model is an object. "
                + "Pass {\"class_name\": \"...\", \"id\": \"...\"} or the model's members.")
            {
                Expected = "an object", Actual = NameOf(reader.TokenType),
            };
        }

        (int members, int keys) = Count(ref reader);
        bool modelHasBoth = asked is not null
            && asked.Codec.RootMembers.Contains(ReferenceText.ClassNameKey) && asked.Codec.RootMembers.Contains(ReferenceText.IdKey);
        if (keys < 2 || (members > 2 && modelHasBoth))
        {
            return null;
        }

        // Two keys make a reference; two keys and more make a reference with a mistake in it. The strict reader says which.
        var again = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 1024 });
        again.Read();
        return ExternalReferenceJsonConverter.Read(ref again);
    }

    private static (int Members, int Keys) Count(ref Utf8JsonReader reader)
    {
        int members = 0;
        int keys = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            members++;
            keys += reader.ValueTextEquals("class_name"u8) || reader.ValueTextEquals("id"u8) ? 1 : 0;
            reader.Read();
            reader.TrySkip();
        }

        return (members, keys);
    }

    private static string NameOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };
}
