namespace Toast.Data.Guard;

/// <summary>The size a number has for those who must write it out: PostgreSQL and BigInteger turn 1e999999999 into a gigabyte.</summary>
internal static class JsonNumber
{
    // Far above any limit, far below what a sum of two of them overflows.
    private const long Huge = 1L << 40;

    /// <summary>
    /// Counts the digits of a well-formed JSON number written out without exponent: 1e5 has 6, 1e-5 (0.00001) has 6. Zeros count like other digits,
    /// because a store reads the exponent before it sees that the number is zero.
    /// </summary>
    public static long CountDigits(ReadOnlySpan<byte> number)
    {
        if (number[0] == '-')
        {
            number = number[1..];
        }

        long exponent = 0;
        int mark = number.IndexOfAny((byte)'e', (byte)'E');
        if (mark >= 0)
        {
            exponent = ReadExponent(number[(mark + 1)..]);
            number = number[..mark];
        }

        int point = number.IndexOf((byte)'.');
        long whole = point < 0 ? number.Length : point;
        long fraction = point < 0 ? 0 : number.Length - point - 1;
        return Math.Max(1, whole + exponent) + Math.Max(0, fraction - exponent);
    }

    private static long ReadExponent(ReadOnlySpan<byte> text)
    {
        bool negative = text[0] == '-';
        long exponent = 0;
        foreach (byte digit in text[0] is (byte)'-' or (byte)'+' ? text[1..] : text)
        {
            exponent = Math.Min(Huge, (exponent * 10) + (digit - '0'));
        }

        return negative ? -exponent : exponent;
    }
}
