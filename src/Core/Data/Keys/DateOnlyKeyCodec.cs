using System.Globalization;

namespace Toast.Data.Keys;

/// <summary>yyyy-MM-dd.</summary>
internal sealed class DateOnlyKeyCodec : KeyCodec<DateOnly>
{
    internal override string Format(DateOnly key) => key.ToString(KeyClock.DateFormat, CultureInfo.InvariantCulture);

    internal override DateOnly Parse(string text) =>
        DateOnly.TryParseExact(text, KeyClock.DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly key) ? key : throw NotAKey();
}
