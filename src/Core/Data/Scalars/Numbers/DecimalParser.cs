namespace Toast.Data.Scalars;

/// <summary>
/// Turns a JSON number into a decimal without rounding. The framework's parser rounds what does not fit and may drop the sign of zero.
/// </summary>
internal static class DecimalParser
{
    private const int MaxScale = 28;

    /// <summary>Up to this many digits fit 64 bits.</summary>
    private const int FastDigits = 19;

    /// <summary>More than any exponent that can matter; keeps the sum below from overflowing.</summary>
    private const int MaxExponent = 100_000;

    private static readonly UInt128 MaxMantissa = (UInt128.One << 96) - 1;

    /// <param name="token">A valid JSON number.</param>
    /// <param name="value">The decimal with the same digits and scale.</param>
    /// <returns>False if the number has more digits than a decimal holds.</returns>
    public static bool TryParse(ReadOnlySpan<byte> token, out decimal value)
    {
        value = 0m;
        bool negative = token[0] == '-';
        if (!TryScan(token[(negative ? 1 : 0)..], out UInt128 mantissa, out int scale))
        {
            return false;
        }

        if (mantissa == 0)
        {
            scale = Math.Max(scale, 0);
        }

        for (; scale < 0; scale++)
        {
            mantissa *= 10;
            if (mantissa > MaxMantissa)
            {
                return false;
            }
        }

        if (scale > MaxScale)
        {
            return false;
        }

        var low = (ulong)mantissa;
        value = new decimal((int)low, (int)(low >> 32), (int)(uint)(mantissa >> 64), negative, (byte)scale);
        return true;
    }

    private static bool TryScan(ReadOnlySpan<byte> text, out UInt128 mantissa, out int scale)
    {
        ulong fast = 0;
        int digits = 0;
        bool fraction = false;
        mantissa = 0;
        scale = 0;
        for (int i = 0; i < text.Length; i++)
        {
            byte c = text[i];
            if (c is (byte)'e' or (byte)'E')
            {
                scale -= Exponent(text[(i + 1)..]);
                break;
            }

            if (c == '.')
            {
                fraction = true;
                continue;
            }

            scale += fraction ? 1 : 0;
            if (++digits <= FastDigits)
            {
                fast = (fast * 10) + (uint)(c - '0');
                continue;
            }

            mantissa = ((digits == FastDigits + 1 ? fast : mantissa) * 10) + (uint)(c - '0');
            if (mantissa > MaxMantissa)
            {
                return false;
            }
        }

        mantissa = digits <= FastDigits ? fast : mantissa;
        return true;
    }

    private static int Exponent(ReadOnlySpan<byte> text)
    {
        int exponent = 0;
        foreach (byte c in text[(text[0] is (byte)'-' or (byte)'+' ? 1 : 0)..])
        {
            exponent = Math.Min((exponent * 10) + (c - '0'), MaxExponent);
        }

        return text[0] == '-' ? -exponent : exponent;
    }
}
