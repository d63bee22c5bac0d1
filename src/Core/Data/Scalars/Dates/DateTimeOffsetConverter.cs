using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Scalars;

/// <summary>
/// A point in time with its offset, which is kept. Text without an offset is refused: it would mean another time in each zone.
/// </summary>
internal sealed class DateTimeOffsetConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw ScalarFault.NotText(nameof(DateTimeOffset), reader.TokenType);
        }

        ReadOnlySpan<byte> text = TokenText.Text(reader);
        TimeSpan offset = default;
        bool valid = IsoText.TryDateTime(ref text, out long clock)
            && (IsoText.TrySkip(ref text, 'Z') || IsoText.TryOffset(ref text, out offset))
            && text.IsEmpty;

        long utc = clock - offset.Ticks;
        return valid && utc >= 0 && utc <= DateTime.MaxValue.Ticks
            ? new DateTimeOffset(clock, offset)
            : throw ScalarFault.TextDoesNotFit(nameof(DateTimeOffset));
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
