using System.Globalization;

namespace Toast.Data.Keys;

/// <summary>The parts that the date and time keys share: ISO 8601, seven digits of a second at most, trailing zeros left out when written.</summary>
internal static class KeyClock
{
    public const string DateFormat = "yyyy-MM-dd";
    public const string TimeFormat = "HH:mm:ss.FFFFFFF";
    public const string DateTimeFormat = "yyyy-MM-ddTHH:mm:ss.FFFFFFF";

    private const int OffsetLength = 6;
    private const int MaxFractionDigits = 7;

    /// <summary>Reads date and time without zone; the kind is unspecified.</summary>
    public static bool TryReadDateTime(ReadOnlySpan<char> text, out DateTime clock)
    {
        clock = default;
        return HasExactFraction(text, "yyyy-MM-ddTHH:mm:ss".Length)
            && DateTime.TryParseExact(text, DateTimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out clock);
    }

    /// <summary>After the seconds there is nothing, or a point and one to seven digits; the platform's parser is more lenient.</summary>
    public static bool HasExactFraction(ReadOnlySpan<char> text, int secondsEnd)
    {
        if (text.Length <= secondsEnd)
        {
            return text.Length == secondsEnd;
        }

        ReadOnlySpan<char> digits = text[(secondsEnd + 1)..];
        return text[secondsEnd] == '.' && digits.Length is >= 1 and <= MaxFractionDigits && !digits.ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>Writes +02:00, with its sign also for zero.</summary>
    public static string WriteOffset(TimeSpan offset) => (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);

    /// <summary>Splits +02:00 from the end. False if there is none.</summary>
    public static bool TrySplitOffset(string text, out ReadOnlySpan<char> clock, out TimeSpan offset)
    {
        clock = default;
        offset = default;
        if (text.Length <= OffsetLength || text[^OffsetLength] is not ('+' or '-'))
        {
            return false;
        }

        bool read = TimeSpan.TryParseExact(text.AsSpan(text.Length - OffsetLength + 1), @"hh\:mm", CultureInfo.InvariantCulture, out offset);
        offset = text[^OffsetLength] == '-' ? -offset : offset;
        clock = text.AsSpan(0, text.Length - OffsetLength);
        return read && offset.Duration() <= TimeSpan.FromHours(14);
    }
}
