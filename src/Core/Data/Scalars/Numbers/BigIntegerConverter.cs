using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Scalars;

/// <summary>Integers of any size up to the digit limit of a record.</summary>
internal sealed class BigIntegerConverter(NumberText text) : JsonConverter<BigInteger>
{
    /// <summary>Bits per decimal digit, rounded up: a cheap bound that spares formatting a number that is far too long.</summary>
    private const double BitsPerDigit = 3.3220;

    private static readonly int MaxDigits = JsonLimits.Default.MaxNumberDigits;

    public override BigInteger Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        ReadOnlySpan<byte> token = text.Token(reader, nameof(BigInteger));
        if (!NumberText.IsInteger(token))
        {
            throw ScalarFault.NumberDoesNotFit(nameof(BigInteger));
        }

        // Before parsing: the time to parse grows faster than the length.
        if (token.Length > MaxDigits + 1 || (token.Length == MaxDigits + 1 && token[0] != '-'))
        {
            throw ScalarFault.TooManyDigits(MaxDigits);
        }

        return BigInteger.Parse(Encoding.ASCII.GetString(token), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }

    public override void Write(Utf8JsonWriter writer, BigInteger value, JsonSerializerOptions options)
    {
        if (BigInteger.Abs(value).GetBitLength() > (MaxDigits * BitsPerDigit) + 1)
        {
            throw ScalarFault.TooManyDigits(MaxDigits);
        }

        string digits = value.ToString(CultureInfo.InvariantCulture);
        if (digits.Length - (value.Sign < 0 ? 1 : 0) > MaxDigits)
        {
            throw ScalarFault.TooManyDigits(MaxDigits);
        }

        var quoted = new byte[digits.Length + 2];
        Encoding.ASCII.GetBytes(digits, quoted.AsSpan(1));
        text.Write(writer, quoted);
    }
}
