using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Scalars;

/// <summary>
/// Date and time with the kind in the suffix: <c>Z</c> is UTC, none is unspecified, an offset is local.
/// A local time is what a clock on the wall showed. Its offset is written for people and other programs; reading it back keeps the time the
/// clock showed and the kind, and converts nothing: otherwise the ticks would change with the zone of the reading machine, and in the hour
/// that a clock goes through twice even on the same one. Members that mean a point in time use UTC or DateTimeOffset.
/// </summary>
internal sealed class DateTimeConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw ScalarFault.NotText(nameof(DateTime), reader.TokenType);
        }

        ReadOnlySpan<byte> text = TokenText.Text(reader);
        if (!IsoText.TryDateTime(ref text, out long ticks))
        {
            throw ScalarFault.TextDoesNotFit(nameof(DateTime));
        }

        if (text.IsEmpty)
        {
            return new DateTime(ticks, DateTimeKind.Unspecified);
        }

        if (text is [(byte)'Z'])
        {
            return new DateTime(ticks, DateTimeKind.Utc);
        }

        return IsoText.TryOffset(ref text, out _) && text.IsEmpty
            ? new DateTime(ticks, DateTimeKind.Local)
            : throw ScalarFault.TextDoesNotFit(nameof(DateTime));
    }

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
