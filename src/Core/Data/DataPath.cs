using System.Globalization;

namespace Toast.Data;

/// <summary>Writes the parts of a member path. Names that are not plain are quoted, escaped and cut, so that they cannot forge a log line.</summary>
internal static class DataPath
{
    private const int MaxNameLength = 100;

    public static string Member(string name)
    {
        bool plain = name.Length is > 0 and <= MaxNameLength && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
        return plain ? "." + name : $"['{HostileText.Show(name, MaxNameLength)}']";
    }

    public static string Index(int index) => string.Create(CultureInfo.InvariantCulture, $"[{index}]");
}
