using System.Globalization;

namespace Toast.Data.Keys;

/// <summary>HH:mm:ss and up to seven digits of a second.</summary>
internal sealed class TimeOnlyKeyCodec : KeyCodec<TimeOnly>
{
    internal override string Format(TimeOnly key) => key.ToString(KeyClock.TimeFormat, CultureInfo.InvariantCulture);

    internal override TimeOnly Parse(string text) =>
        KeyClock.HasExactFraction(text, "HH:mm:ss".Length)
            && TimeOnly.TryParseExact(text, KeyClock.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly key)
            ? key
            : throw NotAKey();
}
