namespace Toast.Data.Keys;

/// <summary>
/// The text of keys of one type. Every key has one text; two texts may mean one key (ids in capitals) and two keys that count as equal may differ in
/// text (1.0 and 1.00), so whoever fills a dictionary checks for duplicates on both sides.
/// </summary>
internal abstract class KeyCodec<TKey> : KeyCodec
{
    /// <exception cref="DataFault">The key is not text (half of a surrogate pair) or too long.</exception>
    internal abstract string Format(TKey key);

    /// <exception cref="DataFault">The text is not a key of this type, to the letter: no white space, no leading +, no group separators.</exception>
    internal abstract TKey Parse(string text);

    /// <summary>The fault of a text that is no key; the text itself is not in it.</summary>
    protected static DataFault NotAKey() => new(
        code: null,
        $"is a key that is not a {typeof(TKey).Name}",
        expected: $"a key of type {typeof(TKey).Name}",
        actual: "other text");
}
