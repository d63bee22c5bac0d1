using System.Diagnostics.CodeAnalysis;

namespace Toast.Sqlite;

/// <summary>
/// What waits for the threads that own the connections. A monitor and a plain queue: with one taker and short holds nothing measured faster,
/// and a taker that sleeps costs nothing.
/// </summary>
internal sealed class WorkQueue<TSession>
    where TSession : Session
{
    private readonly object gate = new();
    private readonly Queue<Work<TSession>> waiting = new();
    private int sleepers;
    private bool closed;

    /// <summary>Adds work at the end; false when the queue takes no more.</summary>
    public bool TryAdd(Work<TSession> work)
    {
        lock (gate)
        {
            if (closed)
            {
                return false;
            }

            waiting.Enqueue(work);
            if (sleepers > 0)
            {
                Monitor.Pulse(gate);
            }

            return true;
        }
    }

    /// <summary>Waits for work; false when the queue is closed and empty.</summary>
    public bool TryTake([NotNullWhen(true)] out Work<TSession>? work)
    {
        lock (gate)
        {
            while (!waiting.TryDequeue(out work))
            {
                if (closed)
                {
                    return false;
                }

                sleepers++;
                Monitor.Wait(gate);
                sleepers--;
            }

            return true;
        }
    }

    /// <summary>Takes no more work; what waits is still done.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            Monitor.PulseAll(gate);
        }
    }
}
