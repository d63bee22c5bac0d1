using System.Text;

namespace Toast;

/// <summary>
/// The folder name of a class. Different classes have different folders on every file system, also where case is ignored and where names
/// such as CON are devices: <c>UserProfile</c> is <c>userprofile@11</c>, <c>Shop.Box[Int32]</c> is <c>shop=box[int32]@122</c>.
/// </summary>
/// <remarks>
/// Letters are written small and '.' as '='. Behind '@' stand the capitals: one hexadecimal digit for every four characters, its lowest bit
/// for the first of them, without the zeros at the end. '@' and '=' are in no class name, and '@' is in every folder name, so the way back
/// is unique and no name is a device. The longest is 251 characters; file systems allow 255.
/// </remarks>
internal static class ClassFolder
{
    public static string NameOf(string className)
    {
        var name = new StringBuilder(className.Length + 8);
        foreach (char c in className)
        {
            name.Append(c == '.' ? '=' : char.ToLowerInvariant(c));
        }

        return name.Append('@').Append(Capitals(className)).ToString();
    }

    /// <summary>The class of a folder; null if the folder is of none.</summary>
    public static string? ClassOf(string folder)
    {
        int end = folder.IndexOf('@', StringComparison.Ordinal);
        if (end <= 0)
        {
            return null;
        }

        var name = new StringBuilder(end);
        for (int i = 0; i < end; i++)
        {
            int digit = end + 1 + (i / 4);
            bool isCapital = digit < folder.Length && char.IsAsciiHexDigit(folder[digit]) && (Convert.ToInt32(folder[digit].ToString(), 16) & (1 << (i % 4))) != 0;
            name.Append(folder[i] == '=' ? '.' : isCapital ? char.ToUpperInvariant(folder[i]) : folder[i]);
        }

        // A folder that somebody else has made may look like one of ours, and is not.
        string className = name.ToString();
        return NameOf(className) == folder ? className : null;
    }

    private static string Capitals(string className)
    {
        var digits = new StringBuilder();
        for (int start = 0; start < className.Length; start += 4)
        {
            int digit = 0;
            for (int bit = 0; bit < 4 && start + bit < className.Length; bit++)
            {
                digit |= char.IsAsciiLetterUpper(className[start + bit]) ? 1 << bit : 0;
            }

            digits.Append("0123456789abcdef"[digit]);
        }

        return digits.ToString().TrimEnd('0');
    }
}
