using System.Buffers;
using System.Text.Encodings.Web;
using Toast.Data.Scalars;

namespace Toast.Data.Structure;

/// <summary>
/// Escapes what RFC 8259 (section 7) demands and nothing else: the quotation mark, the backslash and the control characters below U+0020. The
/// encoders of the framework also escape whatever lies outside the basic plane, which makes an emoji twelve bytes instead of four.
/// </summary>
internal sealed class PlainJsonEncoder : JavaScriptEncoder
{
    private const string Escaped =
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a"
        + "\u001b\u001c\u001d\u001e\u001f\"\\";

    private static readonly SearchValues<char> EscapedChars = SearchValues.Create(Escaped);

    private static readonly SearchValues<byte> EscapedBytes = SearchValues.Create([.. Escaped.Select(c => (byte)c)]);

    private PlainJsonEncoder()
    {
    }

    public static PlainJsonEncoder Instance { get; } = new();

    public override int MaxOutputCharactersPerInputCharacter => "\\u0000".Length;

    // The writer shows every text here before it takes it, and would put U+FFFD for half a surrogate pair, also in a user's converter.
    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var whole = new ReadOnlySpan<char>(text, textLength);
        Surrogates.RefuseLone(whole);
        return whole.IndexOfAny(EscapedChars);
    }

    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text) => utf8Text.IndexOfAny(EscapedBytes);

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < ' ' or '"' or '\\';

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var target = new Span<char>(buffer, bufferLength);
        return unicodeScalar switch
        {
            '"' => target.TryWrite($"\\\"", out numberOfCharactersWritten),
            '\\' => target.TryWrite($"\\\\", out numberOfCharactersWritten),
            '\n' => target.TryWrite($"\\n", out numberOfCharactersWritten),
            '\r' => target.TryWrite($"\\r", out numberOfCharactersWritten),
            '\t' => target.TryWrite($"\\t", out numberOfCharactersWritten),
            _ => target.TryWrite($"\\u{unicodeScalar:x4}", out numberOfCharactersWritten),
        };
    }
}
