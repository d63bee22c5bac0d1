using System.Globalization;

namespace Toast.Data.Keys;

/// <summary>All four parts of a decimal: 1.10 is not 1.1, and zero keeps its sign.</summary>
internal sealed class DecimalKeyCodec : KeyCodec<decimal>
{
    internal override string Format(decimal key)
    {
        string text = decimal.Abs(key).ToString(CultureInfo.InvariantCulture);
        return decimal.IsNegative(key) ? "-" + text : text;
    }

    internal override decimal Parse(string text)
    {
        bool negative = text.StartsWith('-');
        string digits = negative ? text[1..] : text;
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal key))
        {
            throw NotAKey();
        }

        // A text with more digits than a decimal holds comes back rounded, and 007 or .5 in another form.
        key = negative ? decimal.Negate(key) : key;
        return Format(key) == text ? key : throw NotAKey();
    }
}
