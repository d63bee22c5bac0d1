using System.Buffers;

namespace Toast;

/// <summary>Which class names are well formed. The rule is one for every store, so that a name that works on one works on all.</summary>
internal static class ClassNameRules
{
    public const int MaxLength = 200;

    public const string Description = "1 to 200 ASCII letters, digits and _ . ` [ ] , + -";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.`[],+-");

    private static readonly SearchValues<char> Meaningful =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>Says what is wrong with a name, as the end of a sentence, or null if it is well formed.</summary>
    public static string? Check(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty)
        {
            return "is empty";
        }

        if (name.Length > MaxLength)
        {
            return $"has {name.Length} characters, more than {MaxLength}";
        }

        if (name.ContainsAnyExcept(Allowed))
        {
            return "holds characters other than " + Description[(Description.IndexOf("ASCII", StringComparison.Ordinal))..];
        }

        if (name[0] == '.' || name[^1] == '.' || name.Contains("..", StringComparison.Ordinal))
        {
            return "starts or ends with '.', or holds '..'";
        }

        return name.ContainsAny(Meaningful) ? null : "has no letter, digit or '_'";
    }
}
