namespace Toast.Data.Structure;

/// <summary>Rules for text that becomes JSON.</summary>
internal static class DataText
{
    /// <summary>False if the text holds a lone surrogate, which UTF-8 cannot carry.</summary>
    public static bool IsValid(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return false;
            }

            i++;
        }

        return true;
    }
}
