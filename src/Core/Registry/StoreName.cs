namespace Toast.Registry;

/// <summary>Tells store names from URLs.</summary>
internal static class StoreName
{
    public const int MaxLength = 64;

    /// <summary>True if the text can only be meant as a URL.</summary>
    public static bool IsUrl(string text) =>
        text.Contains("://", StringComparison.Ordinal) || text.Contains("${", StringComparison.Ordinal) || !IsWellFormed(text);

    public static bool IsWellFormed(string text) =>
        text.Length is > 0 and <= MaxLength && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');
}
