using System.Collections.Concurrent;

namespace Toast;

/// <summary>One named place in memory: a table of records for each class.</summary>
internal sealed class MemoryPlace
{
    private readonly ConcurrentDictionary<string, MemoryTable> tables = new(StringComparer.Ordinal);

    public SaveResult Save(SaveRequest request, DateTimeOffset now) => Table(request.Key.ClassName).Save(request, now);

    public void Replace(StoredRecord record) => Table(record.Key.ClassName).Replace(record);

    public StoredRecord? Load(RecordKey key, DateTimeOffset now) =>
        tables.TryGetValue(key.ClassName, out MemoryTable? table) ? table.Load(key.Id, now) : null;

    public DeleteResult Delete(DeleteRequest request, DateTimeOffset now) =>
        tables.TryGetValue(request.Key.ClassName, out MemoryTable? table)
            ? table.Delete(request, now)
            : new DeleteResult(SaveStatus.NotFound, 0);

    public ListedRecord[] List(ListRequest request, DateTimeOffset now) =>
        tables.TryGetValue(request.ClassName, out MemoryTable? table) ? table.List(request, now) : [];

    public RecordCounts Count() =>
        new([.. tables.Select(table => new ClassCount(table.Key, table.Value.Count)).Where(count => count.Records > 0)]);

    public int Sweep(DateTimeOffset now)
    {
        int removed = 0;
        foreach (KeyValuePair<string, MemoryTable> table in tables)
        {
            removed += table.Value.Sweep(now);
        }

        return removed;
    }

    private MemoryTable Table(string className) => tables.GetOrAdd(className, static _ => new MemoryTable());
}
