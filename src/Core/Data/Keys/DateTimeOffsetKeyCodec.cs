using System.Globalization;

namespace Toast.Data.Keys;

/// <summary>The clock and its offset, never converted to UTC. Z is read as +00:00.</summary>
internal sealed class DateTimeOffsetKeyCodec : KeyCodec<DateTimeOffset>
{
    internal override string Format(DateTimeOffset key) =>
        key.DateTime.ToString(KeyClock.DateTimeFormat, CultureInfo.InvariantCulture) + KeyClock.WriteOffset(key.Offset);

    internal override DateTimeOffset Parse(string text)
    {
        string full = text.EndsWith('Z') ? text[..^1] + "+00:00" : text;
        if (!KeyClock.TrySplitOffset(full, out ReadOnlySpan<char> before, out TimeSpan offset) || !KeyClock.TryReadDateTime(before, out DateTime clock))
        {
            throw NotAKey();
        }

        // The moment in UTC must have a year from 1 to 9999 too.
        long utc = clock.Ticks - offset.Ticks;
        return utc >= DateTime.MinValue.Ticks && utc <= DateTime.MaxValue.Ticks ? new DateTimeOffset(clock, offset) : throw NotAKey();
    }
}
