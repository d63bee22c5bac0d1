namespace Toast.Data.Keys;

/// <summary>The dashed form, written in small letters and read in any.</summary>
internal sealed class GuidKeyCodec : KeyCodec<Guid>
{
    private const int Length = 36;

    internal override string Format(Guid key) => key.ToString("D");

    internal override Guid Parse(string text)
    {
        // The platform's parser alone would also take signs and 0x inside the groups.
        bool plain = text.Length == Length && text.All(c => char.IsAsciiHexDigit(c) || c == '-');
        return plain && Guid.TryParseExact(text, "D", out Guid key) ? key : throw NotAKey();
    }
}
