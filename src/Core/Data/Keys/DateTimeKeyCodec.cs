using System.Globalization;

namespace Toast.Data.Keys;

/// <summary>
/// The clock and its kind: Utc ends in Z, Unspecified in nothing, Local in the offset of the writer. A Local key is read with the clock as written,
/// never converted to the reader's zone.
/// </summary>
internal sealed class DateTimeKeyCodec : KeyCodec<DateTime>
{
    internal override string Format(DateTime key) => key.ToString(KeyClock.DateTimeFormat + "K", CultureInfo.InvariantCulture);

    internal override DateTime Parse(string text)
    {
        DateTimeKind kind = DateTimeKind.Unspecified;
        ReadOnlySpan<char> clock = text;
        if (text.EndsWith('Z'))
        {
            kind = DateTimeKind.Utc;
            clock = clock[..^1];
        }
        else if (KeyClock.TrySplitOffset(text, out ReadOnlySpan<char> before, out _))
        {
            kind = DateTimeKind.Local;
            clock = before;
        }

        return KeyClock.TryReadDateTime(clock, out DateTime key) ? DateTime.SpecifyKind(key, kind) : throw NotAKey();
    }
}
