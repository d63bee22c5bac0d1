using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Scalars;

/// <summary>
/// Binary floating point. The shortest digits that give the same bits are written; any spelling of the number is read, because stores
/// rewrite them (JSONB turns 1e16 into 17 digits). What JSON has no number for stands as text: NaN, Infinity, -Infinity.
/// </summary>
internal sealed class FloatConverter<T>(NumberText text) : JsonConverter<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The longest shortest form has 24 characters (-1.7976931348623157E+308), and two quotation marks.</summary>
    private const int MaxLength = 40;

    private const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return ReadText(reader);
        }

        return Parse(text.Token(reader, typeof(T).Name));
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        if (!T.IsFinite(value))
        {
            writer.WriteStringValue(T.IsNaN(value) ? "NaN"u8 : T.IsNegative(value) ? "-Infinity"u8 : "Infinity"u8);
            return;
        }

        Span<byte> quoted = stackalloc byte[MaxLength];
        int length;
        if (T.IsZero(value) && T.IsNegative(value))
        {
            // With a fraction, so that no reader takes it for the integer zero, which has no sign.
            "-0.0"u8.CopyTo(quoted[1..]);
            length = 4;
        }
        else
        {
            value.TryFormat(quoted[1..], out length, default, CultureInfo.InvariantCulture);
        }

        text.Write(writer, quoted[..(length + 2)]);
    }

    private static T Parse(ReadOnlySpan<byte> token)
    {
        // The parser turns what is too large into infinity. Too small becomes zero, as rounding to the nearest value demands.
        return T.TryParse(token, Styles, CultureInfo.InvariantCulture, out T value) && T.IsFinite(value)
            ? value
            : throw ScalarFault.NumberDoesNotFit(typeof(T).Name);
    }

    private T ReadText(in Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> token = TokenText.Text(reader);
        if (token.SequenceEqual("NaN"u8))
        {
            return T.NaN;
        }

        if (token.SequenceEqual("Infinity"u8))
        {
            return T.PositiveInfinity;
        }

        if (token.SequenceEqual("-Infinity"u8))
        {
            return T.NegativeInfinity;
        }

        if (!text.Reads)
        {
            throw ScalarFault.NotNumber(typeof(T).Name, JsonTokenType.String);
        }

        return NumberText.IsNumber(token) ? Parse(token) : throw ScalarFault.TextDoesNotFit(typeof(T).Name);
    }
}
