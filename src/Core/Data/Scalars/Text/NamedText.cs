using System.Globalization;

namespace Toast.Data.Scalars;

/// <summary>Version numbers and cultures.</summary>
internal static class NamedText
{
    /// <summary>The framework's parser also takes white space and signs around each part.</summary>
    public static Version? ParseVersion(string text) =>
        Version.TryParse(text, out Version? version) && version.ToString() == text ? version : null;

    /// <summary>Cultures are the predefined ones, read-only; changes made to a culture object are not data.</summary>
    public static CultureInfo? ParseCulture(string text)
    {
        try
        {
            // A name cut at U+0000, or corrected in another way, would come back as another culture.
            CultureInfo culture = CultureInfo.GetCultureInfo(text);
            return culture.Name.Equals(text, StringComparison.OrdinalIgnoreCase) ? culture : null;
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }
}
