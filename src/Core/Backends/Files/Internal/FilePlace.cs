using System.Text;
using System.Text.Json;

namespace Toast;

/// <summary>Prepares the folder of a store, tells whether it is still there, and removes what crashed writes left.</summary>
internal sealed class FilePlace(StorageUrl url, FolderLayout layout, StripeLocks locks)
{
    private const int Format = 1;

    private bool wasConnected;

    /// <summary>Makes the folder at the first connect. A folder that vanished later is reported and not made anew.</summary>
    public void Connect()
    {
        if (!File.Exists(layout.Marker))
        {
            if (wasConnected)
            {
                throw FileErrors.Missing(url);
            }

            Create();
        }

        CheckFormat();
        RestoreWorkFolders();
        wasConnected = true;
        RemoveLeftovers();
    }

    /// <summary>Fails if the folder is gone, or another one is in its place.</summary>
    public void EnsureThere()
    {
        // Asking for the attributes tells a folder that is gone from one that may not be read; File.Exists says false to both.
        try
        {
            _ = File.GetAttributes(layout.Marker);
        }
        catch (Exception e) when (FileErrors.IsMissing(e))
        {
            throw FileErrors.Missing(url);
        }
    }

    private void Create()
    {
        if (File.Exists(layout.Root))
        {
            throw FileErrors.Incompatible(url, "it is a file and not a folder");
        }

        PrivateFiles.CreateFolder(layout.Root);
        PrivateFiles.CreateFolder(layout.Own);
        CreateWorkFolders();

        // Several processes may be here at once: each writes a file of its own, and all of them say the same.
        string temporary = Path.Combine(layout.Temporary, $"store-{Guid.NewGuid():N}.json");
        using (FileStream stream = PrivateFiles.Open(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            stream.Write(Encoding.UTF8.GetBytes($"{{\"format\":{Format}}}\n"));
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, layout.Marker, overwrite: true);
        DirectorySync.Flush(layout.Own);
        DirectorySync.Flush(layout.Root);
        if (Path.GetDirectoryName(layout.Root) is { } parent)
        {
            DirectorySync.Flush(parent);
        }
    }

    /// <summary>Makes the folders that are often empty: backups and version control leave such folders out.</summary>
    private void CreateWorkFolders()
    {
        PrivateFiles.CreateFolder(layout.Locks);
        PrivateFiles.CreateFolder(layout.Temporary);
        PrivateFiles.CreateFolder(layout.Expiry);
    }

    private void RestoreWorkFolders()
    {
        try
        {
            CreateWorkFolders();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be written to can still be read; a write will say what is wrong.
        }
    }

    private void CheckFormat()
    {
        try
        {
            using JsonDocument marker = JsonDocument.Parse(File.ReadAllBytes(layout.Marker));
            if (marker.RootElement.GetProperty("format").GetInt32() == Format)
            {
                return;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // Said below: whatever it is, it is not a store of this format.
        }

        throw FileErrors.Incompatible(url, $"its file .toast/store.json does not say that it is a store of format {Format}");
    }

    private void RemoveLeftovers()
    {
        if (!Directory.Exists(layout.Temporary))
        {
            return;
        }

        foreach (string file in Directory.EnumerateFiles(layout.Temporary, "*.tmp"))
        {
            // A temporary file exists only while its writer holds the lock; a file whose lock is free was left by a crash.
            if (int.TryParse(Path.GetFileName(file).AsSpan(0, 2), System.Globalization.NumberStyles.HexNumber, null, out int stripe)
                && stripe < StripeLocks.Count)
            {
                RemoveLeftover(file, stripe);
            }
        }
    }

    private void RemoveLeftover(string file, int stripe)
    {
        try
        {
            using StripeLocks.Held? held = locks.TryEnter(stripe);
            if (held is not null)
            {
                PrivateFiles.TryDelete(file);
            }
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            // A store that may only be read keeps its leftovers; nobody looks at them.
        }
    }
}
