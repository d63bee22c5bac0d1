using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Scalars;

/// <summary>One Unicode scalar value as text.</summary>
internal sealed class RuneConverter : JsonConverter<Rune>
{
    public override Rune Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<char> buffer = stackalloc char[ShortText.MaxChars];
        ReadOnlySpan<char> text = buffer[..ShortText.Read(reader, buffer, nameof(Rune))];
        Rune.DecodeFromUtf16(text, out Rune value, out int length);
        return length == text.Length && length > 0 ? value : throw ScalarFault.TextDoesNotFit(nameof(Rune));
    }

    public override void Write(Utf8JsonWriter writer, Rune value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[ShortText.MaxChars];
        writer.WriteStringValue(text[..value.EncodeToUtf16(text)]);
    }
}
