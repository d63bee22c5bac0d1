using System.Diagnostics;

namespace Toast.Benchmarks.Load;

/// <summary>Runs an operation many times with a fixed number of callers, each awaiting its own, and keeps every duration.</summary>
internal static class Driver
{
    public static async Task<Measured> RunAsync(int operations, int inFlight, Func<int, Task> operation)
    {
        long[] durations = new long[operations];
        int next = -1;
        long started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(CallerAsync)));
        return new Measured(operations, Stopwatch.GetElapsedTime(started), durations);

        async Task CallerAsync()
        {
            int i;
            while ((i = Interlocked.Increment(ref next)) < operations)
            {
                long begun = Stopwatch.GetTimestamp();
                await operation(i);
                durations[i] = Stopwatch.GetTimestamp() - begun;
            }
        }
    }
}
