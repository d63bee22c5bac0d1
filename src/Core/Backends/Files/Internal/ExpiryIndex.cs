using System.Globalization;

namespace Toast;

/// <summary>
/// Which records expire when, so that a sweep need not open every file: an empty file <c>.toast/expires/minute/class/id</c> for each record
/// that expires. It is a hint: whether a record has expired stands in the record alone.
/// </summary>
internal sealed class ExpiryIndex(FolderLayout layout)
{
    private const string MinuteFormat = "yyyyMMddHHmm";
    private const int Tries = 3;

    /// <summary>Notes that a record expires. Called before the record is written, so that none is ever without its note.</summary>
    public void Add(RecordPlace place, DateTimeOffset expires)
    {
        string file = EntryOf(place, expires);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                // One by one: folders that are only made on the way to another one would be open to everybody.
                string classFolder = Path.GetDirectoryName(file)!;
                PrivateFiles.CreateFolder(Path.GetDirectoryName(classFolder)!);
                PrivateFiles.CreateFolder(classFolder);
                PrivateFiles.Open(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete).Dispose();
                return;
            }
            catch (DirectoryNotFoundException) when (attempt < Tries)
            {
                // A sweep removed the empty folder in between.
            }
        }
    }

    /// <summary>Forgets the earlier expiry of a record that was written again or deleted.</summary>
    public void Forget(RecordPlace place, DateTimeOffset? earlier, DateTimeOffset? now)
    {
        if (earlier is { } expires && (now is not { } next || EntryOf(place, next) != EntryOf(place, expires)))
        {
            PrivateFiles.TryDelete(EntryOf(place, expires));
        }
    }

    /// <summary>The records whose minute has come, with the file that says so.</summary>
    public IEnumerable<(RecordPlace Place, string Entry)> Due(DateTimeOffset now)
    {
        if (!Directory.Exists(layout.Expiry))
        {
            yield break;
        }

        foreach (string minute in Directory.GetDirectories(layout.Expiry))
        {
            if (!IsDue(Path.GetFileName(minute), now))
            {
                continue;
            }

            foreach (string classFolder in Directory.GetDirectories(minute))
            {
                foreach (string entry in Directory.GetFiles(classFolder))
                {
                    if (Guid.TryParseExact(Path.GetFileName(entry), "D", out Guid id))
                    {
                        yield return (layout.Record(Path.GetFileName(classFolder), id), entry);
                    }
                }

                TryRemove(classFolder);
            }

            TryRemove(minute);
        }
    }

    private static bool IsDue(string minute, DateTimeOffset now) =>
        DateTimeOffset.TryParseExact(
            minute, MinuteFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
        && time <= now;

    private static void TryRemove(string folder)
    {
        try
        {
            Directory.Delete(folder);
        }
        catch (IOException)
        {
            // Not empty: someone added an entry; the next sweep comes by.
        }
    }

    private string EntryOf(RecordPlace place, DateTimeOffset expires)
    {
        // The minute after: nothing is added to a folder whose time has come, except by a write that took a minute.
        DateTimeOffset minute = expires > DateTimeOffset.MaxValue.AddMinutes(-1) ? expires : expires.AddMinutes(1);
        return Path.Combine(
            layout.Expiry, minute.UtcDateTime.ToString(MinuteFormat, CultureInfo.InvariantCulture), place.ClassFolder, place.Id.ToString(
                "D"));
    }
}
