using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Scalars;

/// <summary>Dates as <c>yyyy-MM-dd</c>.</summary>
internal sealed class DateOnlyConverter : JsonConverter<DateOnly>
{
    private const int Length = 10;

    public override DateOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw ScalarFault.NotText(nameof(DateOnly), reader.TokenType);
        }

        ReadOnlySpan<byte> text = TokenText.Text(reader);
        return IsoText.TryDate(ref text, out DateOnly value) && text.IsEmpty ? value : throw ScalarFault.TextDoesNotFit(nameof(DateOnly));
    }

    public override void Write(Utf8JsonWriter writer, DateOnly value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[Length];
        value.TryFormat(text, out int length, "O", CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}
