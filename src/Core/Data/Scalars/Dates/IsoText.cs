namespace Toast.Data.Scalars;

/// <summary>
/// Reads the parts of ISO 8601 dates and times to the tick. The framework's readers convert to the local zone or drop digits.
/// Each method takes its part off the front of the text.
/// </summary>
internal static class IsoText
{
    private const int FractionDigits = 7;

    private const int MaxOffsetHours = 14;

    /// <summary>Takes <c>yyyy-MM-dd</c>.</summary>
    public static bool TryDate(ref ReadOnlySpan<byte> text, out DateOnly date)
    {
        date = default;
        if (!TryNumber(ref text, 4, out int year) || !TrySkip(ref text, '-') || !TryNumber(ref text, 2, out int month)
            || !TrySkip(ref text, '-') || !TryNumber(ref text, 2, out int day))
        {
            return false;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateOnly(year, month, day);
        return true;
    }

    /// <summary>Takes <c>HH:mm</c>, <c>HH:mm:ss</c> or <c>HH:mm:ss.f</c> with one to seven digits of fraction.</summary>
    public static bool TryTime(ref ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (!TryNumber(ref text, 2, out int hour) || !TrySkip(ref text, ':') || !TryNumber(ref text, 2, out int minute)
            || hour > 23 || minute > 59)
        {
            return false;
        }

        int second = 0;
        if (TrySkip(ref text, ':') && (!TryNumber(ref text, 2, out second) || second > 59))
        {
            return false;
        }

        ticks = (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute) + (second * TimeSpan.TicksPerSecond);
        return !TrySkip(ref text, '.') || TryFraction(ref text, ref ticks);
    }

    /// <summary>Takes a date, and a time after <c>T</c> if there is one.</summary>
    public static bool TryDateTime(ref ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (!TryDate(ref text, out DateOnly date))
        {
            return false;
        }

        long time = 0;
        if (TrySkip(ref text, 'T') && !TryTime(ref text, out time))
        {
            return false;
        }

        ticks = (date.DayNumber * TimeSpan.TicksPerDay) + time;
        return true;
    }

    /// <summary>Takes <c>+HH:mm</c> or <c>-HH:mm</c>, up to 14 hours.</summary>
    public static bool TryOffset(ref ReadOnlySpan<byte> text, out TimeSpan offset)
    {
        offset = default;
        bool negative = text is [(byte)'-', ..];
        if (!TrySkip(ref text, negative ? '-' : '+') || !TryNumber(ref text, 2, out int hours) || !TrySkip(ref text, ':')
            || !TryNumber(ref text, 2, out int minutes))
        {
            return false;
        }

        int total = (hours * 60) + minutes;
        offset = TimeSpan.FromMinutes(negative ? -total : total);
        return minutes < 60 && total <= MaxOffsetHours * 60;
    }

    /// <summary>Takes one character, if it is this one.</summary>
    public static bool TrySkip(ref ReadOnlySpan<byte> text, char c)
    {
        if (text.IsEmpty || text[0] != c)
        {
            return false;
        }

        text = text[1..];
        return true;
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> text, ref long ticks)
    {
        int fraction = 0;
        int digits = 0;
        for (; digits < text.Length && char.IsAsciiDigit((char)text[digits]); digits++)
        {
            // An eighth digit would have to be rounded away.
            if (digits == FractionDigits)
            {
                return false;
            }

            fraction = (fraction * 10) + (text[digits] - '0');
        }

        text = text[digits..];
        for (int i = digits; i < FractionDigits; i++)
        {
            fraction *= 10;
        }

        ticks += fraction;
        return digits > 0;
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> text, int digits, out int number)
    {
        number = 0;
        if (text.Length < digits)
        {
            return false;
        }

        foreach (byte c in text[..digits])
        {
            if (!char.IsAsciiDigit((char)c))
            {
                return false;
            }

            number = (number * 10) + (c - '0');
        }

        text = text[digits..];
        return true;
    }
}
