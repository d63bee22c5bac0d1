using System.Diagnostics;
using SQLitePCL;

namespace Toast.Sqlite;

/// <summary>
/// Waits for the lock of another process. SQLite's own waiting sleeps in growing steps up to 100 ms and cannot be cancelled; this one looks
/// again after 1 to 10 ms, so that two processes that write all the time both get their turns.
/// </summary>
/// <param name="limit">How long one wait may take.</param>
internal sealed class BusyWait(TimeSpan limit)
{
    private const int LongestPauseMilliseconds = 10;

    private readonly object gate = new();
    private bool givenUp;

    /// <summary>Ends every wait from now on.</summary>
    public void GiveUp()
    {
        lock (gate)
        {
            givenUp = true;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Runs a step again and again while another process holds the lock.</summary>
    /// <exception cref="SqliteFault">The lock was not free within the limit or until the waiter gave up, or another failure.</exception>
    public T Run<TState, T>(TState state, Func<TState, T> step, ICancellable waiter)
    {
        long start = Stopwatch.GetTimestamp();
        for (int pause = 1; ; pause = Math.Min(pause + 1, LongestPauseMilliseconds))
        {
            try
            {
                return step(state);
            }
            catch (SqliteFault fault) when (fault.Primary is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
            {
                waiter.WaitsForLock();

                // Pauses are real time, not the injected clock: they wait for a process, not for a record's time.
                if (waiter.IsCancelled || Stopwatch.GetElapsedTime(start) >= limit || !Pause(pause))
                {
                    throw;
                }
            }
        }
    }

    /// <summary>False when waiting has no sense any more.</summary>
    private bool Pause(int milliseconds)
    {
        lock (gate)
        {
            return !givenUp && !(Monitor.Wait(gate, milliseconds) && givenUp);
        }
    }
}
