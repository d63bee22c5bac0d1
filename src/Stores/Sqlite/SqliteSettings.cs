using System.Globalization;

namespace Toast.Sqlite;

/// <summary>What a <c>sqlite:///</c> URL says.</summary>
internal sealed record SqliteSettings(string Path, bool Create, string Synchronous, TimeSpan BusyTimeout)
{
    private const string CreateOption = "create";
    private const string SynchronousOption = "synchronous";
    private const string BusyTimeoutOption = "busy_timeout";
    private const int LongestBusyTimeoutMilliseconds = 3_600_000;

    private static readonly string[] OptionNames = [CreateOption, SynchronousOption, BusyTimeoutOption];

    /// <exception cref="StorageValidationException">The URL cannot be used (<see cref="ErrorCodes.InvalidConfiguration"/>).</exception>
    public static SqliteSettings Read(StorageUrl url)
    {
        if (url.Credential is not null)
        {
            throw Invalid(url, "it has a user or password", "leave them out: a file has no login, its permissions protect it");
        }

        if (url.Hosts.Count > 0)
        {
            throw Invalid(url, "it names a server", "write three slashes before a relative path (sqlite:///data/toast.db) and four before an absolute one");
        }

        foreach (string name in url.OptionNames)
        {
            if (!OptionNames.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                throw Invalid(url, $"it has an unknown option '{HostileText.Show(name)}'", "use " + string.Join(", ", OptionNames));
            }
        }

        return new SqliteSettings(
            ReadPath(url),
            ReadChoice(url, CreateOption, "true", "false") == "true",
            ReadChoice(url, SynchronousOption, "full", "normal").ToUpperInvariant(),
            ReadBusyTimeout(url));
    }

    private static string ReadPath(StorageUrl url)
    {
        // As in SQLAlchemy: the first slash ends the empty server part, so three slashes are relative and four absolute.
        string path = url.Path.Length > 0 ? url.Path[1..] : "";
        if (path.Length == 0)
        {
            throw Invalid(url, "it has no path", "name a file, such as sqlite:///data/toast.db");
        }

        if (path is ":memory:" || path.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            throw Invalid(url, "it names no plain file", "name a file, or use memory:// for records that end with the process");
        }

        if (path.Contains('\0', StringComparison.Ordinal))
        {
            throw Invalid(url, "its path holds a NUL character", "remove the %00");
        }

        if (path[^1] is '/' or '\\')
        {
            throw Invalid(url, "its path ends with a slash, so that it names a folder", "add the name of the file");
        }

        return System.IO.Path.GetFullPath(path);
    }

    private static string ReadChoice(StorageUrl url, string name, string byDefault, string other)
    {
        string? value = url.GetOption(name);
        return value is null || value == byDefault ? byDefault
            : value == other ? other
            : throw Invalid(url, $"its option {name} has an unknown value", $"use {byDefault} (the default) or {other}");
    }

    private static TimeSpan ReadBusyTimeout(StorageUrl url)
    {
        if (url.GetOption(BusyTimeoutOption) is not { } text)
        {
            return SqliteDefaults.BusyTimeout;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int milliseconds)
            && milliseconds <= LongestBusyTimeoutMilliseconds
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw Invalid(
                url, $"its option {BusyTimeoutOption} is not a number of milliseconds from 0 to {LongestBusyTimeoutMilliseconds}", "write 5000, for example");
    }

    private static StorageValidationException Invalid(StorageUrl url, string problem, string remedy) =>
        new(ErrorCodes.InvalidConfiguration, $"The storage URL {url} cannot be used: {problem}. To fix it, {remedy}.") { Store = url.ToString() };
}
