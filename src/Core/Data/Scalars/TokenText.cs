using System.Buffers;
using System.Text.Json;

namespace Toast.Data.Scalars;

/// <summary>The bytes of a token, without an allocation where the token lies in one piece.</summary>
internal static class TokenText
{
    /// <summary>A buffer of this many bytes holds every short text (numbers, dates, ids), even with each character escaped.</summary>
    public const int ShortBuffer = 512;

    /// <summary>The text of a number token.</summary>
    public static ReadOnlySpan<byte> Number(scoped in Utf8JsonReader reader) =>
        reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;

    /// <summary>The unescaped text of a string token.</summary>
    /// <param name="reader">Stands on a string.</param>
    /// <param name="buffer">Used only if the text is escaped or in pieces.</param>
    /// <exception cref="DataFault">An escape is half of a surrogate pair.</exception>
    public static ReadOnlySpan<byte> Text(scoped in Utf8JsonReader reader, Span<byte> buffer)
    {
        if (!reader.ValueIsEscaped && !reader.HasValueSequence)
        {
            return reader.ValueSpan;
        }

        long length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        if (length > buffer.Length)
        {
            buffer = new byte[length];
        }

        try
        {
            return buffer[..reader.CopyString(buffer)];
        }
        catch (InvalidOperationException e)
        {
            throw ScalarFault.BrokenText(e);
        }
    }
}
