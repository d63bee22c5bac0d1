using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Scalars;

/// <summary>One UTF-16 code unit as text of length one. Half of a surrogate pair is no text and is refused.</summary>
internal sealed class CharConverter : JsonConverter<char>
{
    public override char Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[ShortText.MaxChars];
        return ShortText.Read(reader, text, nameof(Char)) == 1 ? text[0] : throw ScalarFault.TextDoesNotFit(nameof(Char));
    }

    public override void Write(Utf8JsonWriter writer, char value, JsonSerializerOptions options)
    {
        Surrogates.RefuseLone([value]);
        writer.WriteStringValue([value]);
    }
}
