using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Scalars;

/// <summary>How numbers stand in JSON: as numbers, or as text where the member's number handling asks for it.</summary>
/// <param name="Reads">True if text is read too.</param>
/// <param name="Writes">True if numbers are written as text.</param>
internal readonly record struct NumberText(bool Reads, bool Writes)
{
    /// <summary>What is written must be readable, so writing as text implies reading text.</summary>
    public static NumberText From(JsonNumberHandling? handling)
    {
        bool writes = handling is { } w && w.HasFlag(JsonNumberHandling.WriteAsString);
        return new NumberText(writes || (handling is { } r && r.HasFlag(JsonNumberHandling.AllowReadingFromString)), writes);
    }

    /// <summary>The text of the number the reader stands on.</summary>
    /// <exception cref="DataFault">The token is neither a number nor text that is allowed to hold one.</exception>
    public ReadOnlySpan<byte> Token(scoped in Utf8JsonReader reader, string type)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return TokenText.Number(reader);
        }

        return Reads && reader.TokenType == JsonTokenType.String
            ? TokenText.Text(reader)
            : throw ScalarFault.NotNumber(type, reader.TokenType);
    }

    /// <summary>Writes the digits of a number.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="quoted">The number between two quotation marks; the quotes are left out if numbers are written as numbers.</param>
    public void Write(Utf8JsonWriter writer, Span<byte> quoted)
    {
        if (Writes)
        {
            quoted[0] = quoted[^1] = (byte)'"';
        }
        else
        {
            quoted = quoted[1..^1];
        }

        // Raw, because the writer has no method for most of these types, and would escape the plus sign of an exponent in text.
        writer.WriteRawValue(quoted, skipInputValidation: true);
    }

    /// <summary>True for a JSON number without fraction and exponent.</summary>
    public static bool IsInteger(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> digits = text is [(byte)'-', ..] ? text[1..] : text;
        return !digits.IsEmpty && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') && (digits.Length == 1 || digits[0] != '0');
    }

    /// <summary>
    /// True for text that JSON would take as a number: no plus sign, no white space, no leading zeros, digits around the point.
    /// </summary>
    public static bool IsNumber(ReadOnlySpan<byte> text)
    {
        int exponent = text.IndexOfAny((byte)'e', (byte)'E');
        if (exponent >= 0)
        {
            ReadOnlySpan<byte> power = text[(exponent + 1)..];
            power = power is [(byte)'-' or (byte)'+', ..] ? power[1..] : power;
            if (!IsDigits(power))
            {
                return false;
            }

            text = text[..exponent];
        }

        int point = text.IndexOf((byte)'.');
        return point < 0 ? IsInteger(text) : IsInteger(text[..point]) && IsDigits(text[(point + 1)..]);
    }

    private static bool IsDigits(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
