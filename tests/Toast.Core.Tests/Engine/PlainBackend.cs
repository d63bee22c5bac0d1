using System.Collections.Concurrent;

namespace Toast.Core.Tests.Engine;

/// <summary>The four methods and nothing more, with a place for a test to fail a save after it happened.</summary>
internal sealed class PlainBackend() : StorageBackend(StorageUrl.Parse("plain://"))
{
    private readonly ConcurrentDictionary<RecordKey, StoredRecord> records = new();
    private int saves;
    private int loads;

    public Action<int> AfterSave { get; set; } = _ => { };

    public int Saves => saves;

    public int Loads => loads;

    public ICollection<StoredRecord> Records => records.Values;

    public override Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task DisconnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task SaveAsync(StoredRecord record, CancellationToken cancellationToken)
    {
        records[record.Key] = record;
        AfterSave(Interlocked.Increment(ref saves));
        return Task.CompletedTask;
    }

    public override Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref loads);
        return Task.FromResult(records.GetValueOrDefault(key));
    }
}
