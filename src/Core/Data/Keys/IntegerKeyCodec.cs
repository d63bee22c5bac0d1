using System.Globalization;
using System.Numerics;

namespace Toast.Data.Keys;

/// <summary>Integers as JSON writes them: an optional minus and digits without leading zeros.</summary>
internal sealed class IntegerKeyCodec<TKey> : KeyCodec<TKey>
    where TKey : IBinaryInteger<TKey>
{
    // Reading and writing a BigInteger costs time that grows with the square of its length, so the limit of numbers is also one of keys.
    private static readonly int maxDigits = JsonLimits.Default.MaxNumberDigits;

    internal override string Format(TKey key)
    {
        string text = key.ToString(null, CultureInfo.InvariantCulture);
        return DigitsOf(text) <= maxDigits
            ? text
            : throw new DataFault(code: null, $"is a key of more than {maxDigits} digits", $"a key of at most {maxDigits} digits", "more digits");
    }

    internal override TKey Parse(string text)
    {
        if (DigitsOf(text) > maxDigits || !TKey.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out TKey? key))
        {
            throw NotAKey();
        }

        // What is written back in another way (+1, 007, -0) was not exact.
        return key.ToString(null, CultureInfo.InvariantCulture) == text ? key : throw NotAKey();
    }

    private static int DigitsOf(string text) => text.StartsWith('-') ? text.Length - 1 : text.Length;
}
