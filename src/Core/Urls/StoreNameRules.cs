namespace Toast;

/// <summary>
/// Which store names are well formed. A text in a mark that is a well-formed store name is one; every other text is a storage URL. The two
/// cannot be confused, since no store name has a ':' or a '$'.
/// </summary>
internal static class StoreNameRules
{
    public const int MaxLength = 64;

    public const string Description = "1 to 64 ASCII letters, digits, '_', '-' and '.'";

    public static bool IsWellFormed(string name) =>
        name.Length is >= 1 and <= MaxLength && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');
}
