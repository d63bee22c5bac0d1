using System.Buffers;
using System.Text.Json;

namespace Toast.Data.Scalars;

/// <summary>
/// The bytes of a token. They are the reader's own where the token lies in one piece without escapes, as short ones nearly always do.
/// </summary>
internal static class TokenText
{
    /// <summary>The text of a number token.</summary>
    public static ReadOnlySpan<byte> Number(scoped in Utf8JsonReader reader) =>
        reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;

    /// <summary>The unescaped text of a string token.</summary>
    /// <exception cref="DataFault">An escape is half of a surrogate pair.</exception>
    public static ReadOnlySpan<byte> Text(scoped in Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped && !reader.HasValueSequence)
        {
            return reader.ValueSpan;
        }

        try
        {
            var text = new byte[reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length];
            return text.AsSpan(0, reader.CopyString(text));
        }
        catch (InvalidOperationException e)
        {
            throw ScalarFault.BrokenText(e);
        }
    }
}
