namespace System.Buffers;

/// <summary>A set of characters, for the linked rules.</summary>
internal sealed class SearchValues<T>(HashSet<T> values)
{
    public bool Contains(T value) => values.Contains(value);
}

internal static class SearchValues
{
    public static SearchValues<char> Create(string values) => new([.. values]);

    public static bool ContainsAny(this ReadOnlySpan<char> text, SearchValues<char> values)
    {
        foreach (char c in text)
        {
            if (values.Contains(c))
            {
                return true;
            }
        }

        return false;
    }

    public static bool ContainsAnyExcept(this ReadOnlySpan<char> text, SearchValues<char> values)
    {
        foreach (char c in text)
        {
            if (!values.Contains(c))
            {
                return true;
            }
        }

        return false;
    }
}
