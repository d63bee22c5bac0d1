using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Scalars;

/// <summary>Decimals with all their parts: digits, scale, and the sign also of zero.</summary>
internal sealed class DecimalConverter(NumberText text) : JsonConverter<decimal>
{
    /// <summary>Sign, 29 digits, point, a zero before it, and two quotation marks.</summary>
    private const int MaxLength = 40;

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        ReadOnlySpan<byte> token = text.Token(reader, nameof(Decimal));
        return NumberText.IsNumber(token) && DecimalParser.TryParse(token, out decimal value)
            ? value
            : throw ScalarFault.NumberDoesNotFit(nameof(Decimal));
    }

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options)
    {
        Span<byte> quoted = stackalloc byte[MaxLength];
        int start = 1;
        if (value == 0m && decimal.IsNegative(value))
        {
            // Formatting drops the sign of zero.
            quoted[start++] = (byte)'-';
            value = -value;
        }

        value.TryFormat(quoted[start..], out int length, default, CultureInfo.InvariantCulture);
        text.Write(writer, quoted[..(start + length + 1)]);
    }
}
