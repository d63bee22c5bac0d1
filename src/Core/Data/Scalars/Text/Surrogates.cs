namespace Toast.Data.Scalars;

/// <summary>Looks for halves of surrogate pairs, which the JSON writer would silently replace with U+FFFD.</summary>
internal static class Surrogates
{
    /// <exception cref="DataFault">A surrogate stands alone.</exception>
    public static void RefuseLone(ReadOnlySpan<char> text)
    {
        // Most text has none at all, which one vectorised search tells.
        int first = text.IndexOfAnyInRange('\ud800', '\udfff');
        if (first >= 0 && HasLone(text[first..]))
        {
            throw ScalarFault.BrokenText();
        }
    }

    private static bool HasLone(ReadOnlySpan<char> text)
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
