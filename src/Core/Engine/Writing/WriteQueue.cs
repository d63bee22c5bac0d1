using System.Diagnostics;

namespace Toast.Engine;

/// <summary>
/// Group commit. A write that finds the store idle goes at once; writes that arrive while a flush is on its way form the next flush. There are
/// no timers and no added delay. Writes to one record keep their order and never overlap.
/// </summary>
/// <param name="backlog">The writes that wait.</param>
/// <param name="flusher">Sends them.</param>
/// <param name="opening">Tells whether the store was ever open, for messages.</param>
/// <param name="time">The clock of deadlines.</param>
/// <param name="store">The name of the store, for messages.</param>
internal sealed class WriteQueue(WriteBacklog backlog, WriteFlusher flusher, StoreOpening opening, TimeProvider time, string store)
{
    public ValueTask<SaveResult> SaveAsync(SaveRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var write = new PendingWrite(request, deadline, ToastTelemetry.Source.HasListeners() ? Activity.Current : null);
        if (backlog.Add(write, out bool afterMany))
        {
            flusher.Start(afterMany);
        }

        return write.Task.IsCompletedSuccessfully
            ? new ValueTask<SaveResult>(write.Task)
            : new ValueTask<SaveResult>(WaitAsync(write, cancellationToken));
    }

    /// <summary>Writes records of which no other writes can be waiting here, no two with the same key, in one operation.</summary>
    public Task<IReadOnlyList<SaveResult>> SaveTogetherAsync(WriteBatch batch, CancellationToken cancellationToken)
    {
        if (backlog.Add(batch))
        {
            flusher.Start(afterMany: false);
        }

        return WaitAsync(batch, cancellationToken);
    }

    /// <summary>Holds flushes back until it is disposed, or enough waits for a full one.</summary>
    public IDisposable Gather()
    {
        backlog.BeginGathering();
        return new Gathering(this);
    }

    /// <summary>Takes no more writes and ends when those taken have ended.</summary>
    public Task CloseAsync() => backlog.CloseAsync();

    private void EndGathering()
    {
        for (int flushes = backlog.EndGathering(); flushes > 0; flushes--)
        {
            flusher.Start(afterMany: false);
        }
    }

    private async Task<TResult> WaitAsync<TResult>(QueuedWrite<TResult> write, CancellationToken cancellationToken)
    {
        try
        {
            return await write.Task.WaitAsync(write.Deadline.Remaining, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            if (write.Task.IsCompleted)
            {
                // The answer came in the last moment, and is the truth.
                return await write.Task.ConfigureAwait(false);
            }

            throw !backlog.Abandon(write) ? BackendFailure.TimedOut(store, write.Key, write.Deadline.Total, sent: true)
                : opening.IsOpen ? BackendFailure.TimedOut(store, write.Key, write.Deadline.Total, sent: false)
                : BackendFailure.NotOpened(store, write.Key, write.Deadline.Total);
        }
        catch (OperationCanceledException) when (!write.Task.IsCompleted)
        {
            backlog.Abandon(write);
            throw;
        }
    }

    private sealed class Gathering(WriteQueue queue) : IDisposable
    {
        private WriteQueue? queue = queue;

        public void Dispose() => Interlocked.Exchange(ref queue, null)?.EndGathering();
    }
}
