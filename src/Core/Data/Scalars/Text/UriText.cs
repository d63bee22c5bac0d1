namespace Toast.Data.Scalars;

/// <summary>Addresses by the text they were given.</summary>
internal static class UriText
{
    public static string Format(Uri value)
    {
        // On Unix "/a" is a relative address or, if so created, the file of that name. Relative is the reading; a file gets its full form.
        bool ambiguous = value.IsAbsoluteUri && Parse(value.OriginalString) is not { IsAbsoluteUri: true };
        return ambiguous ? value.AbsoluteUri : value.OriginalString;
    }

    public static Uri? Parse(string text) =>
        Uri.TryCreate(text, UriKind.Relative, out Uri? uri) || Uri.TryCreate(text, UriKind.Absolute, out uri) ? uri : null;
}
