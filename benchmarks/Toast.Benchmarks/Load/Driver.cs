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

    /// <summary>Runs two operations with one caller, a hundred of the one, a hundred of the other, so that a slow moment of the machine meets both.</summary>
    public static async Task<(Measured First, Measured Second)> RunInTurnAsync(int operations, Func<int, Task> first, Func<int, Task> second)
    {
        const int Turn = 100;
        long[] firstDurations = new long[operations];
        long[] secondDurations = new long[operations];
        for (int start = 0; start < operations; start += Turn)
        {
            await TimeAsync(first, firstDurations, start, Math.Min(start + Turn, operations));
            await TimeAsync(second, secondDurations, start, Math.Min(start + Turn, operations));
        }

        return (Sum(firstDurations), Sum(secondDurations));

        static Measured Sum(long[] durations) =>
            new(durations.Length, TimeSpan.FromSeconds((double)durations.Sum() / Stopwatch.Frequency), durations);
    }

    private static async Task TimeAsync(Func<int, Task> operation, long[] durations, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            long begun = Stopwatch.GetTimestamp();
            await operation(i);
            durations[i] = Stopwatch.GetTimestamp() - begun;
        }
    }
}
