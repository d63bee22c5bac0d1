using System.Diagnostics;

namespace Toast.Engine;

/// <summary>A record that one or more callers wait to read.</summary>
internal sealed class PendingLoad(RecordKey key, Deadline deadline, Activity? origin)
{
    private readonly TaskCompletionSource<StoredRecord?> completion = new();

    public RecordKey Key { get; } = key;

    /// <summary>The span of the caller who came first; null while nobody listens.</summary>
    public Activity? Origin { get; } = origin;

    /// <summary>The deadline of the most patient caller.</summary>
    public Deadline Deadline { get; set; } = deadline;

    public Task<StoredRecord?> Task => completion.Task;

    public void Complete(StoredRecord? record) => completion.TrySetResult(record);

    public void Fail(Exception failure) => completion.TrySetException(failure);
}
