namespace Toast.Data.Keys;

/// <summary>One UTF-16 code unit, U+0000 included, halves of surrogate pairs excluded.</summary>
internal sealed class CharKeyCodec : KeyCodec<char>
{
    internal override string Format(char key) => char.IsSurrogate(key) ? throw NotAKey() : key.ToString();

    internal override char Parse(string text) => text.Length == 1 && !char.IsSurrogate(text[0]) ? text[0] : throw NotAKey();
}
