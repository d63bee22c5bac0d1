using StackExchange.Redis;

namespace Toast.Redis;

/// <summary>The keys of records: <c>prefix:class:id</c>. Class names hold neither ':' nor braces, so that no two records share a key and no cluster sees a tag.</summary>
internal sealed class RecordKeys(string prefix)
{
    private const int IdLength = 36;

    public RedisKey Of(RecordKey key) => string.Concat(prefix, ":", key.ClassName, ":") + key.Id.ToString("D");

    /// <summary>A pattern that the keys of one class fit, and no others.</summary>
    public string PatternOf(string className) => Escape(prefix) + ":" + Escape(className) + ":" + new string('?', IdLength);

    /// <summary>A pattern that the keys of all records fit.</summary>
    public string PatternOfAll => Escape(prefix) + ":*:" + new string('?', IdLength);

    /// <summary>The class in the key of a record; null if there is none. What else is in the database may fit the pattern too.</summary>
    public string? ClassOf(string key)
    {
        int start = prefix.Length + 1, end = key.Length - IdLength - 1;
        return end > start && key.IndexOf(':', start) == end ? key[start..end] : null;
    }

    /// <summary>The id at the end of a key of a class; null if there is none.</summary>
    public static Guid? IdOf(string key) =>
        key.Length > IdLength && Guid.TryParseExact(key.AsSpan(key.Length - IdLength), "D", out Guid id) ? id : null;

    private static string Escape(string text)
    {
        // Of the characters with a meaning in patterns, class names may hold brackets; the others are escaped to be on the safe side.
        return string.Concat(text.Select(c => c is '[' or ']' or '*' or '?' or '\\' or '^' or '-' ? "\\" + c : c.ToString()));
    }
}
