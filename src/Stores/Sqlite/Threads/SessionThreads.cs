namespace Toast.Sqlite;

/// <summary>
/// Threads of their own, each with one session (a connection and its statements), fed from one queue. SQLite's calls block, so none of them
/// may run on a thread of the pool.
/// </summary>
internal sealed class SessionThreads<TSession>
    where TSession : Session
{
    private readonly WorkQueue<TSession> queue;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int running;

    public SessionThreads(string name, int count, Func<TSession> makeSession)
    {
        running = count;
        queue = new WorkQueue<TSession>(watches: count == 1);
        for (int i = 0; i < count; i++)
        {
            TSession session = makeSession();
            new Thread(() => Loop(session)) { Name = name, IsBackground = true }.Start();
        }
    }

    /// <summary>Does something on one of the threads.</summary>
    /// <param name="argument">What <paramref name="body"/> works on.</param>
    /// <param name="key">The record it is about, for messages.</param>
    /// <param name="body">The work; without captures, so that a call allocates no closure.</param>
    /// <param name="cancellationToken">Gives up as long as the work has not begun.</param>
    public Task<TResult> RunAsync<TState, TResult>(
        TState argument, RecordKey? key, Func<TSession, TState, TResult> body, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<TResult>(cancellationToken);
        }

        var work = new Work<TSession, TState, TResult>(argument, key, body, cancellationToken);
        return queue.TryAdd(work) ? work.Answer : Task.FromException<TResult>(new ObjectDisposedException(nameof(SqliteBackend)));
    }

    /// <summary>Takes no more work, finishes what waits, and closes the sessions.</summary>
    public Task CloseAsync()
    {
        queue.Close();
        return ended.Task;
    }

    private void Loop(TSession session)
    {
        while (queue.TryTake(out Work<TSession>? work))
        {
            work.Run(session);
        }

        session.Dispose();
        if (Interlocked.Decrement(ref running) == 0)
        {
            ended.TrySetResult();
        }
    }
}
