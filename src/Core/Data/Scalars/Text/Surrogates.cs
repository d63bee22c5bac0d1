namespace Toast.Data.Scalars;

/// <summary>Looks for halves of surrogate pairs, which the JSON writer would silently replace with U+FFFD.</summary>
internal static class Surrogates
{
    /// <exception cref="DataFault">A surrogate stands alone.</exception>
    public static void RefuseLone(ReadOnlySpan<char> text)
    {
        if (HasLone(text))
        {
            throw ScalarFault.BrokenText();
        }
    }

    /// <summary>True if a surrogate stands alone.</summary>
    public static bool HasLone(ReadOnlySpan<char> text)
    {
        // Most text has no surrogates at all, which one vectorised search tells.
        int first = text.IndexOfAnyInRange('\ud800', '\udfff');
        return first >= 0 && ScanForLone(text[first..]);
    }

    private static bool ScanForLone(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return true;
            }

            i++;
        }

        return false;
    }
}
