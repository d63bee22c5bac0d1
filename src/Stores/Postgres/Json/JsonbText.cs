using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Toast.Postgres;

/// <summary>
/// JSON that JSONB cannot hold: it refuses U+0000 and drops the sign of a negative zero. Such a document is stored in another spelling, and a column of its
/// row says so; every other document is stored as it is. In the other spelling a private character marks what was replaced: in texts and names
/// U+E000 <c>0</c> stands for U+0000 and U+E000 <c>e</c> for U+E000 itself; a text that begins with U+E000 <c>n</c> is a number.
/// </summary>
internal static class JsonbText
{
    private const byte NulCode = (byte)'0';
    private const byte MarkerCode = (byte)'e';
    private const byte NumberCode = (byte)'n';

    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = int.MaxValue };

    private static ReadOnlySpan<byte> Marker => [0xEE, 0x80, 0x80];

    private static ReadOnlySpan<byte> EscapedNul => "\\u0000"u8;

    /// <summary>Gives the other spelling of a document that needs it.</summary>
    /// <param name="data">A JSON value in UTF-8.</param>
    /// <param name="text">What to store: the other spelling, or the document itself.</param>
    /// <returns>True if it is the other spelling.</returns>
    public static bool TryEscape(ReadOnlyMemory<byte> data, out ReadOnlyMemory<byte> text)
    {
        text = data;
        if (!MayNeedEscape(data.Span))
        {
            return false;
        }

        var output = new ArrayBufferWriter<byte>(data.Length + 64);
        bool needed = Escape(data.Span, output);
        if (needed)
        {
            text = output.WrittenMemory;
        }

        return needed;
    }

    /// <summary>Gives a document back from the other spelling; null if it is not in it.</summary>
    public static ReadOnlyMemory<byte>? Unescape(ReadOnlyMemory<byte> text)
    {
        ReadOnlySpan<byte> source = text.Span;
        var output = new ArrayBufferWriter<byte>(source.Length + 64);
        var reader = new Utf8JsonReader(source, ReaderOptions);
        int copied = 0;
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueSpan.IndexOf(Marker) >= 0)
            {
                int start = (int)reader.TokenStartIndex;
                output.Write(source[copied..start]);
                if (!TryUnescapeText(reader.ValueSpan, output))
                {
                    return null;
                }

                copied = start + reader.ValueSpan.Length + 2;
            }
        }

        output.Write(source[copied..]);
        return output.WrittenMemory;
    }

    /// <summary>A quick look that most documents pass: no escaped U+0000, and no "-0" where a number can begin.</summary>
    private static bool MayNeedEscape(ReadOnlySpan<byte> data)
    {
        if (data.IndexOf(EscapedNul) >= 0)
        {
            return true;
        }

        int from = 0;
        int found;
        while ((found = data[from..].IndexOf("-0"u8)) >= 0)
        {
            int position = from + found;
            if (position == 0 || data[position - 1] is (byte)':' or (byte)',' or (byte)'[' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                return true;
            }

            from = position + 2;
        }

        return false;
    }

    private static bool Escape(ReadOnlySpan<byte> source, ArrayBufferWriter<byte> output)
    {
        var reader = new Utf8JsonReader(source, ReaderOptions);
        int copied = 0;
        bool needed = false;
        while (reader.Read())
        {
            int start = (int)reader.TokenStartIndex;
            switch (reader.TokenType)
            {
                case JsonTokenType.Number when IsNegativeZero(reader.ValueSpan):
                    output.Write(source[copied..start]);
                    WriteNumber(reader.ValueSpan, output);
                    copied = start + reader.ValueSpan.Length;
                    needed = true;
                    break;
                case JsonTokenType.String or JsonTokenType.PropertyName when MayHoldMark(reader.ValueSpan):
                    output.Write(source[copied..start]);
                    needed |= EscapeText(reader.ValueSpan, output);
                    copied = start + reader.ValueSpan.Length + 2;
                    break;
            }
        }

        output.Write(source[copied..]);
        return needed;
    }

    private static bool IsNegativeZero(ReadOnlySpan<byte> token)
    {
        if (token[0] != (byte)'-')
        {
            return false;
        }

        foreach (byte digit in token[1..])
        {
            if (digit is (byte)'e' or (byte)'E')
            {
                return true;
            }

            if (digit is >= (byte)'1' and <= (byte)'9')
            {
                return false;
            }
        }

        return true;
    }

    private static bool MayHoldMark(ReadOnlySpan<byte> text) => text.IndexOf((byte)'\\') >= 0 || text.IndexOf(Marker) >= 0;

    /// <summary>Writes a text with its quotes. True if it holds U+0000.</summary>
    private static bool EscapeText(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> output)
    {
        bool holdsNul = false;
        output.Write("\""u8);
        while (!text.IsEmpty)
        {
            int length;
            if (text[0] == (byte)'\\')
            {
                length = text[1] == (byte)'u' ? EscapedNul.Length : 2;
                if (text[..length].SequenceEqual(EscapedNul))
                {
                    holdsNul = true;
                    Mark(NulCode, output);
                }
                else if (IsEscapedMarker(text[..length]))
                {
                    Mark(MarkerCode, output);
                }
                else
                {
                    output.Write(text[..length]);
                }
            }
            else if (text.StartsWith(Marker))
            {
                length = Marker.Length;
                Mark(MarkerCode, output);
            }
            else
            {
                length = NextOf(text);
                output.Write(text[..length]);
            }

            text = text[length..];
        }

        output.Write("\""u8);
        return holdsNul;
    }

    private static bool TryUnescapeText(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> output)
    {
        if (text.StartsWith(Marker) && CodeAfter(text, 0) == NumberCode)
        {
            ReadOnlySpan<byte> number = text[(Marker.Length + 1)..];
            output.Write(number);
            return Utf8Parser.TryParse(number, out double value, out int length) && length == number.Length && value == 0;
        }

        output.Write("\""u8);
        int marked;
        while ((marked = text.IndexOf(Marker)) >= 0)
        {
            byte code = CodeAfter(text, marked);
            if (code is not (NulCode or MarkerCode))
            {
                return false;
            }

            output.Write(text[..marked]);
            output.Write(code == NulCode ? EscapedNul : Marker);
            text = text[(marked + Marker.Length + 1)..];
        }

        output.Write(text);
        output.Write("\""u8);
        return true;
    }

    /// <summary>What stands behind a marker; 0 where nothing does.</summary>
    private static byte CodeAfter(ReadOnlySpan<byte> text, int marker) =>
        marker + Marker.Length < text.Length ? text[marker + Marker.Length] : (byte)0;

    private static void WriteNumber(ReadOnlySpan<byte> token, ArrayBufferWriter<byte> output)
    {
        output.Write("\""u8);
        Mark(NumberCode, output);
        output.Write(token);
        output.Write("\""u8);
    }

    private static void Mark(byte code, ArrayBufferWriter<byte> output)
    {
        output.Write(Marker);
        output.Write([code]);
    }

    private static bool IsEscapedMarker(ReadOnlySpan<byte> escape) =>
        escape.Length == EscapedNul.Length && (escape[2] | 0x20) == (byte)'e' && escape[3..].SequenceEqual("000"u8);

    /// <summary>How far plain text goes on: to the next backslash or the first byte of a marker, but at least one byte.</summary>
    private static int NextOf(ReadOnlySpan<byte> text)
    {
        int found = text[1..].IndexOfAny((byte)'\\', Marker[0]);
        return found < 0 ? text.Length : found + 1;
    }
}
