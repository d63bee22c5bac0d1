using System.Text;

namespace Toast.Data.Guard;

/// <summary>
/// The inside of JSON strings, between the quotes, as a reader has already accepted it: each backslash starts a complete escape. Nothing here
/// allocates, except <see cref="Preview"/>.
/// </summary>
internal static class JsonEscapes
{
    private const int UnicodeEscapeLength = 6;

    /// <summary>The offset of the first escape that is half of a surrogate pair without its other half, or -1.</summary>
    public static int FindLoneSurrogate(ReadOnlySpan<byte> raw)
    {
        int at = 0;
        while (true)
        {
            int next = raw[at..].IndexOf((byte)'\\');
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (!TryReadScalar(raw[at..], out _, out int length))
            {
                return at;
            }

            at += length;
        }
    }

    /// <summary>Writes the text with its escapes replaced; the target is at least as long as the source. No lone surrogates may be left.</summary>
    public static int Unescape(ReadOnlySpan<byte> raw, Span<byte> target)
    {
        int written = 0;
        while (true)
        {
            int next = raw.IndexOf((byte)'\\');
            ReadOnlySpan<byte> plain = next < 0 ? raw : raw[..next];
            plain.CopyTo(target[written..]);
            written += plain.Length;
            if (next < 0)
            {
                return written;
            }

            TryReadScalar(raw[next..], out Rune scalar, out int length);
            written += scalar.EncodeToUtf8(target[written..]);
            raw = raw[(next + length)..];
        }
    }

    /// <summary>
    /// Says whether the string that starts at the first byte of <paramref name="raw"/> and ends at its closing quote means the same text. Stops at the
    /// first difference.
    /// </summary>
    public static bool MeansSame(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> text)
    {
        Span<byte> encoded = stackalloc byte[4];
        while (true)
        {
            int same = raw.CommonPrefixLength(text);
            int special = raw[..same].IndexOfAny((byte)'\\', (byte)'"');
            same = special >= 0 ? special : same;
            raw = raw[same..];
            text = text[same..];
            if (raw[0] != '\\')
            {
                return raw[0] == '"' && text.IsEmpty;
            }

            TryReadScalar(raw, out Rune scalar, out int length);
            int bytes = scalar.EncodeToUtf8(encoded);
            if (!text.StartsWith(encoded[..bytes]))
            {
                return false;
            }

            raw = raw[length..];
            text = text[bytes..];
        }
    }

    /// <summary>The beginning of the text, for a message: what cannot be shown becomes U+FFFD, and about the given number of characters are enough.</summary>
    public static string Preview(ReadOnlySpan<byte> raw, int length)
    {
        var shown = new StringBuilder();
        while (!raw.IsEmpty && shown.Length < length)
        {
            Rune scalar;
            int used;
            if (raw[0] == '\\')
            {
                TryReadScalar(raw, out scalar, out used);
            }
            else
            {
                Rune.DecodeFromUtf8(raw, out scalar, out used);
            }

            shown.Append(scalar.ToString());
            raw = raw[used..];
        }

        return shown.ToString();
    }

    /// <summary>Reads one escape, or two that make a surrogate pair. False (and U+FFFD) for a surrogate alone.</summary>
    private static bool TryReadScalar(ReadOnlySpan<byte> escape, out Rune scalar, out int length)
    {
        if (escape[1] != 'u')
        {
            length = 2;
            scalar = new Rune(escape[1] switch
            {
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                (byte)'n' => '\n',
                (byte)'r' => '\r',
                (byte)'t' => '\t',
                byte same => (char)same,
            });
            return true;
        }

        length = UnicodeEscapeLength;
        char first = ReadUnit(escape);
        if (Rune.TryCreate(first, out scalar))
        {
            return true;
        }

        ReadOnlySpan<byte> rest = escape[UnicodeEscapeLength..];
        if (rest.StartsWith("\\u"u8) && Rune.TryCreate(first, ReadUnit(rest), out scalar))
        {
            length = 2 * UnicodeEscapeLength;
            return true;
        }

        scalar = Rune.ReplacementChar;
        return false;
    }

    private static char ReadUnit(ReadOnlySpan<byte> escape)
    {
        int unit = 0;
        foreach (byte digit in escape[2..UnicodeEscapeLength])
        {
            // Letters of both cases end in 1 to 6 and stand for 10 to 15.
            unit = (unit << 4) + (digit & 0xF) + (digit > '9' ? 9 : 0);
        }

        return (char)unit;
    }
}
