namespace Toast;

/// <summary>Reads the folder out of a <c>file:</c> URL (RFC 8089).</summary>
internal static class FileUrl
{
    public static string FolderOf(StorageUrl url)
    {
        if (url.Hosts.Count > 0 && url.Hosts is not [{ Name: "localhost", Port: null }])
        {
            throw Invalid(url, "it names a server. Write three slashes: file:///folder");
        }

        if (url.Credential is not null || url.OptionNames.Any())
        {
            throw Invalid(url, "a file store has no user and no options. Write file:///folder");
        }

        string path = url.Path;
        if (OperatingSystem.IsWindows() && path.Length > 2 && path[2] == ':')
        {
            path = path[1..];
        }

        if (path.Any(char.IsControl))
        {
            throw Invalid(url, "its path holds a control character");
        }

        string folder = path.Length == 0 ? "" : Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return folder.Length == 0 || Path.GetPathRoot(folder) == folder
            ? throw Invalid(url, "it names no folder. Write the absolute path of one: file:///folder")
            : folder;
    }

    private static StorageValidationException Invalid(StorageUrl url, string problem) =>
        new(ErrorCodes.InvalidConfiguration, $"The storage URL {url} cannot be used: {problem}.") { Store = url.ToString() };
}
