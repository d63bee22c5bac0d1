using System.Text.Json;
using Toast.Data.Structure;
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
                Expected = "an object",
                Actual = NameOf(reader.TokenType),
            };
        }

        if (!ReferenceJson.IsMeant(reader, asked?.Codec.RootMembers ?? []))
        {
            return null;
        }

        // Two keys make a reference; two keys and more make a reference with a mistake in it. The strict reader says which.
        return ExternalReferenceJsonConverter.Read(ref reader);
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
