namespace Toast;

/// <summary>Tells whether a storage URL has a password written in it, rather than a placeholder for one.</summary>
internal static class LiteralPassword
{
    /// <summary>True if the user info or an option that is a secret has a value that no placeholder puts there.</summary>
    /// <param name="text">A storage URL as it is written in a mark.</param>
    public static bool IsIn(string text)
    {
        if (text.TrimStart().StartsWith("${", StringComparison.Ordinal))
        {
            // Only the environment knows the URL.
            return false;
        }

        try
        {
            // What differs between two values of all placeholders was put there by one.
            StorageUrl one = StorageUrlParser.Parse(text, _ => "1");
            StorageUrl other = StorageUrlParser.Parse(text, _ => "2");
            return IsLiteral(one.Credential?.RevealPassword(), other.Credential?.RevealPassword())
                || one.OptionNames.Any(name => SecretOptions.Contains(name) && IsLiteral(one.GetOption(name), other.GetOption(name)));
        }
        catch (StorageValidationException)
        {
            // Well-formed with the values of this host only; nothing can be told.
            return false;
        }
    }

    private static bool IsLiteral(string? one, string? other) => !string.IsNullOrEmpty(one) && one == other;
}
