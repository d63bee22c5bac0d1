using System.Globalization;

namespace Toast.Data.Keys;

/// <summary>The constant format of .NET, [-][d.]hh:mm:ss[.fffffff], to the tick.</summary>
internal sealed class TimeSpanKeyCodec : KeyCodec<TimeSpan>
{
    private const string Constant = "c";

    internal override string Format(TimeSpan key) => key.ToString(Constant, CultureInfo.InvariantCulture);

    // The parser takes shorter forms of the same time; only the one that is written is exact.
    internal override TimeSpan Parse(string text) =>
        TimeSpan.TryParseExact(text, Constant, CultureInfo.InvariantCulture, out TimeSpan key) && Format(key) == text ? key : throw NotAKey();
}
