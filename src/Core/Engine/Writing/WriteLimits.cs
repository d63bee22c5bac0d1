namespace Toast.Engine;

/// <summary>How much waits for one store in this process, and the refusal of more than may. Used under the queue's lock.</summary>
internal sealed class WriteLimits(EngineOptions options, QueueLengths queue)
{
    /// <summary>Counts a write that begins to wait.</summary>
    /// <exception cref="StorageConnectionException">Too many wait already (<see cref="ErrorCodes.Busy"/>).</exception>
    public void Enter(SaveRequest request)
    {
        if (queue.Writes >= options.MaxQueuedWrites || (queue.Writes > 0 && queue.Bytes + request.Data.Length > options.MaxQueuedBytes))
        {
            throw Refusal(request.Key);
        }

        queue.Writes++;
        queue.Bytes += request.Data.Length;
    }

    /// <summary>A write was taken by a flush, or given up.</summary>
    public void Leave(SaveRequest request)
    {
        queue.Writes--;
        queue.Bytes -= request.Data.Length;
    }

    private StorageConnectionException Refusal(RecordKey key) => new(
        ErrorCodes.Busy,
        $"Store {queue.Store} has {queue.Writes} writes with {queue.Bytes} bytes waiting in this process, the limits are "
        + $"{options.MaxQueuedWrites} and {options.MaxQueuedBytes}. Nothing was written for record {key}. "
        + "Send fewer at a time, or raise MaxQueuedWrites and MaxQueuedBytes.")
    {
        Store = queue.Store,
        ClassName = key.ClassName,
        Id = key.Id,
    };
}
