using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Scalars;

/// <summary>Durations in the constant format: <c>[-][d.]hh:mm:ss[.fffffff]</c>.</summary>
internal sealed class TimeSpanConverter : JsonConverter<TimeSpan>
{
    private const int MaxLength = 26;

    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw ScalarFault.NotText(nameof(TimeSpan), reader.TokenType);
        }

        // A number alone would be days, which nobody who leaves out the colons means; the parser would also skip white space.
        ReadOnlySpan<byte> text = TokenText.Text(reader);
        return text.Contains((byte)':') && (text[0] == '-' || char.IsAsciiDigit((char)text[0]))
            && Utf8Parser.TryParse(text, out TimeSpan value, out int consumed, 'c') && consumed == text.Length
            ? value
            : throw ScalarFault.TextDoesNotFit(nameof(TimeSpan));
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        value.TryFormat(text, out int length, "c", CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}
