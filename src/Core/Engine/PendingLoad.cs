namespace Toast.Engine;

/// <summary>A record that one or more callers wait to read.</summary>
internal sealed class PendingLoad(RecordKey key, Deadline deadline)
{
    private readonly TaskCompletionSource<StoredRecord?> completion = new();

    public RecordKey Key { get; } = key;

    /// <summary>The deadline of the most patient caller.</summary>
    public Deadline Deadline { get; set; } = deadline;

    public Task<StoredRecord?> Task => completion.Task;

    public void Complete(StoredRecord? record) => completion.TrySetResult(record);

    public void Fail(Exception failure) => completion.TrySetException(failure);
}
