namespace Toast.Engine;

/// <summary>How much waits for one store in this process, and the refusal of more than may. Used under the queue's lock.</summary>
internal sealed class WriteLimits(EngineOptions options, QueueLengths queue)
{
    /// <summary>Counts a write that begins to wait.</summary>
    /// <exception cref="StorageConnectionException">Too many wait already (<see cref="ErrorCodes.Busy"/>).</exception>
    public void Enter(SaveRequest request) => Enter(request.Key, 1, request.Data.Length);

    /// <summary>Counts writes that begin to wait together.</summary>
    /// <exception cref="StorageConnectionException">Too many wait already (<see cref="ErrorCodes.Busy"/>).</exception>
    public void Enter(WriteBatch batch) => Enter(batch.Requests[0].Key, batch.Requests.Count, batch.Bytes);

    /// <summary>A write was taken by a flush, or given up.</summary>
    public void Leave(SaveRequest request)
    {
        queue.Writes--;
        queue.Bytes -= request.Data.Length;
    }

    /// <summary>The writes of a batch were taken by a flush, or given up.</summary>
    public void Leave(WriteBatch batch)
    {
        queue.Writes -= batch.Requests.Count;
        queue.Bytes -= batch.Bytes;
    }

    private void Enter(RecordKey first, int writes, long bytes)
    {
        if (queue.Writes + writes > options.MaxQueuedWrites || (queue.Writes > 0 && queue.Bytes + bytes > options.MaxQueuedBytes))
        {
            throw Refusal(first);
        }

        queue.Writes += writes;
        queue.Bytes += bytes;
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
