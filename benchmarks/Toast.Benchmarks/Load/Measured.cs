using System.Diagnostics;

namespace Toast.Benchmarks.Load;

/// <summary>What one run gave.</summary>
internal sealed class Measured
{
    private readonly long[] sorted;

    public Measured(int operations, TimeSpan elapsed, long[] durations)
    {
        PerSecond = operations / elapsed.TotalSeconds;
        sorted = durations;
        Array.Sort(sorted);
    }

    public double PerSecond { get; }

    /// <summary>The median duration in microseconds.</summary>
    public double Median => At(0.50);

    /// <summary>The duration that 99 of 100 operations stay below, in microseconds.</summary>
    public double P99 => At(0.99);

    private double At(double share) => sorted[(int)((sorted.Length - 1) * share)] * 1e6 / Stopwatch.Frequency;
}
