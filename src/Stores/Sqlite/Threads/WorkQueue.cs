using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Toast.Sqlite;

/// <summary>
/// What waits for the threads that own the connections. A monitor and a plain queue: with one taker and short holds nothing measured faster,
/// and a taker that sleeps costs nothing.
/// </summary>
/// <param name="watches">True for a single taker that looks out for work a moment longer before it sleeps.</param>
internal sealed class WorkQueue<TSession>(bool watches)
    where TSession : Session
{
    private static readonly TimeSpan Watch = TimeSpan.FromMicroseconds(100);

    private readonly object gate = new();
    private readonly Queue<Work<TSession>> waiting = new();
    private int sleepers;
    private volatile bool closed;

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
        WatchBriefly();
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

    /// <summary>
    /// Looks out for the next work of a caller who writes one record after the other: to wake a thread that sleeps can take longer than the rest of a
    /// lone write. A thread with nothing to do sleeps all the same.
    /// </summary>
    private void WatchBriefly()
    {
        if (!watches)
        {
            return;
        }

        long start = Stopwatch.GetTimestamp();
        while (waiting.Count == 0 && !closed && Stopwatch.GetElapsedTime(start) < Watch)
        {
            Thread.SpinWait(20);
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
