using System.IO.Enumeration;

namespace Toast;

/// <summary>Lists the records of a class. Ids come from file names, times from the first bytes of each file.</summary>
internal sealed class FileListing(FolderLayout layout, RecordFiles files)
{
    private readonly ListingCursors cursors = new();

    public List<ListedRecord> List(ListRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string classFolder = ClassFolder.NameOf(request.ClassName);
        ListingCursors.Cursor cursor = Open(request, classFolder);
        var page = new List<ListedRecord>(Math.Min(request.Limit, 64));
        int next = cursor.Next;
        while (next < cursor.Ids.Length && page.Count < request.Limit)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Guid id = cursor.Ids[next++];
            if (files.ReadHead(layout.Record(classFolder, id)) is { } record && RecordRules.IsListed(record, request, now))
            {
                page.Add(new ListedRecord(id, RecordRules.InfoOf(record)));
            }
        }

        if (next < cursor.Ids.Length)
        {
            cursors.Put(cursor with { Next = next, After = page[^1].Id });
        }

        return page;
    }

    /// <summary>Counts the records of each class by the names of their files.</summary>
    public List<ClassCount> Count(CancellationToken cancellationToken)
    {
        var counts = new List<ClassCount>();
        foreach (DirectoryInfo folder in new DirectoryInfo(layout.Root).EnumerateDirectories())
        {
            if (ClassFolder.ClassOf(folder.Name) is not { } className)
            {
                continue;
            }

            long records = 0;
            foreach (DirectoryInfo part in PartsOf(folder))
            {
                cancellationToken.ThrowIfCancellationRequested();
                records += IdsIn(part).LongCount();
            }

            if (records > 0)
            {
                counts.Add(new ClassCount(className, records));
            }
        }

        return counts;
    }

    private ListingCursors.Cursor Open(ListRequest request, string classFolder)
    {
        if (request.After is not { } after)
        {
            return new ListingCursors.Cursor(request.ClassName, ReadIds(classFolder), 0, default);
        }

        if (cursors.Take(request.ClassName, after) is { } known)
        {
            return known;
        }

        Guid[] ids = ReadIds(classFolder);
        int found = Array.BinarySearch(ids, after);
        return new ListingCursors.Cursor(request.ClassName, ids, found < 0 ? ~found : found + 1, after);
    }

    private Guid[] ReadIds(string classFolder)
    {
        // Guid compares by its big-endian bytes, which is the order of listings.
        Guid[] sorted = [.. PartsOf(new DirectoryInfo(Path.Combine(layout.Root, classFolder))).SelectMany(IdsIn)];
        Array.Sort(sorted);
        return sorted;
    }

    private static IEnumerable<DirectoryInfo> PartsOf(DirectoryInfo classFolder) =>
        classFolder.Exists && !PrivateFiles.IsLink(classFolder)
            ? classFolder.EnumerateDirectories().Where(part => part.Name.Length == 2 && !PrivateFiles.IsLink(part))
            : [];

    private static FileSystemEnumerable<Guid> IdsIn(DirectoryInfo part)
    {
        string ending = part.Name;
        return new FileSystemEnumerable<Guid>(
            part.FullName,
            static (ref FileSystemEntry entry) => Guid.ParseExact(entry.FileName[..^FolderLayout.RecordExtension.Length], "D"))
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => IsRecord(entry.FileName, ending),
        };
    }

    private static bool IsRecord(ReadOnlySpan<char> name, ReadOnlySpan<char> ending) =>
        name.EndsWith(FolderLayout.RecordExtension, StringComparison.Ordinal)
        && name[..^FolderLayout.RecordExtension.Length].EndsWith(ending, StringComparison.Ordinal)
        && name.ContainsAnyInRange('A', 'Z') == false
        && Guid.TryParseExact(name[..^FolderLayout.RecordExtension.Length], "D", out _);
}
