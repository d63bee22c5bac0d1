using System.Buffers;
using System.Collections.Concurrent;

namespace Toast;

/// <summary>
/// Reads and writes the files of records. A file is written beside the records, made durable, and then takes its name in one step, so that
/// a record is old or new as a whole, whatever happens.
/// </summary>
internal sealed class RecordFiles(StorageUrl url, FolderLayout layout)
{
    private const int HeadBytes = 1024;

    // Folders whose own name is known to be durable. Another process may have made one and died before it made sure.
    private readonly ConcurrentDictionary<string, bool> durableFolders = new(StringComparer.Ordinal);

    /// <summary>Reads a record, expired or not.</summary>
    /// <returns>The record, or null if there is no file.</returns>
    /// <exception cref="StorageValidationException">The file is not a record, or is that of another record.</exception>
    public StoredRecord? Read(RecordKey key)
    {
        RecordPlace place = layout.Record(key);
        if (ReadBytes(place, int.MaxValue, key) is not { } bytes)
        {
            return null;
        }

        StoredRecord record = StoredRecordReader.Read(bytes, out string? problem) ?? throw FileErrors.Corrupt(url, key, problem!);
        return record.Key == key ? record : throw FileErrors.Corrupt(url, key, "holds another record");
    }

    /// <summary>Reads a record without its data.</summary>
    /// <returns>The record, or null if there is no file or none that can be read.</returns>
    public StoredRecord? ReadHead(RecordPlace place)
    {
        if (ReadBytes(place, HeadBytes, null) is not { } beginning)
        {
            return null;
        }

        StoredRecord? head = StoredRecordReader.ReadHead(beginning);
        if (head is null && beginning.Length == HeadBytes && ReadBytes(place, int.MaxValue, null) is { } all)
        {
            // Someone rewrote the file with its members in another order.
            head = StoredRecordReader.Read(all, out _);
        }

        return head is not null && head.Key.Id == place.Id && ClassFolder.NameOf(head.Key.ClassName) == place.ClassFolder ? head : null;
    }

    /// <summary>Writes a record durably under a temporary name. The caller holds the lock of the stripe.</summary>
    public static void WriteTemporary(StoredRecord record, string file)
    {
        var head = new ArrayBufferWriter<byte>(512);
        StoredRecordJson.WriteHead(record, head);
        try
        {
            using FileStream stream = OpenNew(file);
            RandomAccess.Write(stream.SafeFileHandle, [head.WrittenMemory, record.Data, StoredRecordJson.Tail.ToArray()], 0);
            stream.Flush(flushToDisk: true);
        }
        catch
        {
            PrivateFiles.TryDelete(file);
            throw;
        }
    }

    /// <summary>Gives a temporary file the name of its record. The name is durable once the folder was flushed.</summary>
    public void Publish(string temporary, RecordPlace place)
    {
        EnsureFolder(layout.Root, place.InClass);
        EnsureFolder(place.InClass, place.Folder);
        File.Move(temporary, place.File, overwrite: true);
    }

    /// <summary>Refuses to go through a link: what is behind it is not part of the store.</summary>
    public void RefuseLinks(RecordPlace place)
    {
        if (PrivateFiles.IsLink(new DirectoryInfo(place.InClass)) || PrivateFiles.IsLink(new DirectoryInfo(place.Folder)))
        {
            throw FileErrors.Incompatible(url, "a folder of records is a link, and links are not followed");
        }
    }

    private static FileStream OpenNew(string file)
    {
        try
        {
            return PrivateFiles.Open(file, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
        catch (IOException e) when (FileErrors.IsAlreadyThere(e))
        {
            // Left by a write that a crash cut off: nobody else may be here, since the lock is ours.
            File.Delete(file);
            return PrivateFiles.Open(file, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
    }

    private byte[]? ReadBytes(RecordPlace place, int limit, RecordKey? key)
    {
        RefuseLinks(place);
        if (PrivateFiles.IsLink(new FileInfo(place.File)))
        {
            return key is { } record ? throw FileErrors.Corrupt(url, record, "is a link, and links are not followed") : null;
        }

        try
        {
            using FileStream stream =
                PrivateFiles.Open(place.File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            long length = Math.Min(stream.Length, limit);
            if (length > Array.MaxLength)
            {
                return key is { } record ? throw FileErrors.Corrupt(url, record, "is larger than any record") : null;
            }

            byte[] bytes = new byte[length];
            int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return read == bytes.Length ? bytes : bytes[..read];
        }
        catch (Exception e) when (FileErrors.IsMissing(e))
        {
            return null;
        }
    }

    private void EnsureFolder(string parent, string folder)
    {
        bool exists = Directory.Exists(folder);
        if (!exists)
        {
            PrivateFiles.CreateFolder(folder);
        }

        if (!exists || !durableFolders.ContainsKey(folder))
        {
            DirectorySync.Flush(parent);
            durableFolders[folder] = true;
        }
    }
}
