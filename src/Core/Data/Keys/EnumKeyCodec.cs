namespace Toast.Data.Keys;

/// <summary>Declared names in exact case, flag sets as "A, B", undefined numbers as digits.</summary>
internal sealed class EnumKeyCodec<TKey> : KeyCodec<TKey>
    where TKey : struct, Enum
{
    private readonly EnumNames<TKey> names = new();

    internal override string Format(TKey key) => names.Format(key) ?? EnumNames<TKey>.FormatNumber(key);

    internal override TKey Parse(string text) =>
        names.TryParse(text, out TKey key) || EnumNames<TKey>.TryParseNumber(text, out key) ? key : throw NotAKey();
}
