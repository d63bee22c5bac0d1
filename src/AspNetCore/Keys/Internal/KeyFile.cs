using System.Text;

namespace Toast.AspNetCore;

/// <summary>A file with keys, one a line, so that an old and a new one are good together for a while. Empty lines and those that begin with # do not count.</summary>
internal static class KeyFile
{
    public const int MaxBytes = 64 * 1024;

    /// <summary>The keys of a file; null if it cannot be read.</summary>
    public static IReadOnlyList<string>? Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > MaxBytes)
            {
                return null;
            }

            using var reader = new StreamReader(file, Encoding.UTF8);
            return
            [
                .. reader.ReadToEnd().Split('\n').Select(line => line.Trim())
                    .Where(line => line.Length > 0 && !line.StartsWith('#')),
            ];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
