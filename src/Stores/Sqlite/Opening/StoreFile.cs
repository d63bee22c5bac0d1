namespace Toast.Sqlite;

/// <summary>The database file as the operating system sees it.</summary>
internal sealed class StoreFile(string path)
{
    private const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // What SQLite puts beside the file. It gives them the file's permissions, but would follow a link in their place.
    private static readonly string[] Suffixes = ["", "-wal", "-shm", "-journal"];

    // Closing a file gives up all POSIX locks that the process has on it, SQLite's too. So nobody here may open a new file before its maker has
    // closed it; other processes are not concerned.
    private static readonly Lock Making = new();

    public string Path { get; } = path;

    public bool Exists => File.Exists(Path);

    /// <summary>True when another connection has, or left, writes that are not in the file yet.</summary>
    public bool HasLog => File.Exists(Path + "-wal");

    /// <summary>Changes when the content does; for a file that is read without locks.</summary>
    public (DateTime Written, long Length, bool HasLog) Stamp()
    {
        var file = new FileInfo(Path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length, HasLog) : default;
    }

    /// <summary>The one of the store's files that is a symbolic link, or null.</summary>
    public string? FindLink() =>
        Suffixes.Select(suffix => Path + suffix).FirstOrDefault(name => new FileInfo(name).LinkTarget is not null);

    /// <summary>Makes an empty file, and its folder, that only their owner can read. Another process may do the same at the same time.</summary>
    /// <returns>False if there was one already.</returns>
    public bool TryCreate()
    {
        lock (Making)
        {
            if (Exists)
            {
                return false;
            }

            try
            {
                Create();
                return true;
            }
            catch (IOException) when (Exists)
            {
                return false;
            }
        }
    }

    private void Create()
    {
        string folder = System.IO.Path.GetDirectoryName(Path)!;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerFolder);
            options.UnixCreateMode = OwnerFile;
        }

        using var file = new FileStream(Path, options);
    }
}
