using System.Text.Json;

namespace Toast.Data.Scalars;

/// <summary>Reads text of at most two code units, for types that are one character.</summary>
internal static class ShortText
{
    public const int MaxChars = 2;

    /// <summary>Two code units, each as an escape of six bytes.</summary>
    private const int MaxBytes = MaxChars * 6;

    /// <returns>The number of code units.</returns>
    public static int Read(in Utf8JsonReader reader, Span<char> text, string type)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw ScalarFault.NotText(type, reader.TokenType);
        }

        long length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        if (length > MaxBytes)
        {
            throw ScalarFault.TextDoesNotFit(type);
        }

        Span<char> buffer = stackalloc char[MaxBytes];
        int count = CopyString(reader, buffer);
        if (count > MaxChars)
        {
            throw ScalarFault.TextDoesNotFit(type);
        }

        buffer[..count].CopyTo(text);
        return count;
    }

    private static int CopyString(in Utf8JsonReader reader, Span<char> buffer)
    {
        try
        {
            return reader.CopyString(buffer);
        }
        catch (InvalidOperationException e)
        {
            throw ScalarFault.BrokenText(e);
        }
    }
}
