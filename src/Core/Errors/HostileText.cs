using System.Globalization;
using System.Text;

namespace Toast;

/// <summary>Makes text from outside safe to show: escaped and cut, so that it can forge no log line.</summary>
internal static class HostileText
{
    private const int DefaultLength = 100;

    public static string Show(string text, int maxLength = DefaultLength)
    {
        var shown = new StringBuilder();
        foreach (char c in text)
        {
            if (shown.Length >= maxLength)
            {
                return shown.Append("...").ToString();
            }

            bool plain = c is >= ' ' and <= '~' and not '\\' and not '\'';
            shown.Append(plain ? c.ToString() : "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture));
        }

        return shown.ToString();
    }

    /// <summary>
    /// A name from the set-up in quotes. A text that may be a URL in the wrong place is not quoted at all: it may hold a password.
    /// </summary>
    public static string ShowName(string name) =>
        name.Any(c => c is ':' or '@' or '=') ? $"(not shown: {name.Length} characters that may be a URL)" : $"'{Show(name)}'";
}
