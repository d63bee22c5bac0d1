namespace Toast.Data.Keys;

/// <summary>Text as it is, code unit by code unit; never normalised.</summary>
internal sealed class TextKeyCodec : KeyCodec<string>
{
    internal override string Format(string key) => Checked(key);

    internal override string Parse(string text) => Checked(text);

    /// <summary>JSON writers store U+FFFD for half of a surrogate pair without a word, which would change the key.</summary>
    private static string Checked(string text)
    {
        int at = 0;
        while (at < text.Length)
        {
            int next = text.AsSpan(at).IndexOfAnyInRange('\uD800', '\uDFFF');
            if (next < 0)
            {
                break;
            }

            at += next;
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                throw new DataFault(code: null, "is a key with half of a surrogate pair, which is not text", "well-formed Unicode text", "other text");
            }

            at += 2;
        }

        return text;
    }
}
