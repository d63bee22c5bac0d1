using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Scalars;

/// <summary>Times of day as <c>HH:mm:ss</c>, with a fraction of seven digits where there is one.</summary>
internal sealed class TimeOnlyConverter : JsonConverter<TimeOnly>
{
    private const int Length = 16;

    public override TimeOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw ScalarFault.NotText(nameof(TimeOnly), reader.TokenType);
        }

        ReadOnlySpan<byte> text = TokenText.Text(reader);
        return IsoText.TryTime(ref text, out long ticks) && text.IsEmpty
            ? new TimeOnly(ticks)
            : throw ScalarFault.TextDoesNotFit(nameof(TimeOnly));
    }

    public override void Write(Utf8JsonWriter writer, TimeOnly value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[Length];
        bool whole = value.Ticks % TimeSpan.TicksPerSecond == 0;
        value.TryFormat(text, out int length, whole ? "HH:mm:ss" : "O", CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}
