using System.Diagnostics;

namespace Toast.Endurance.Tests.Load;

/// <summary>Numbers that tell one write from every other of this process, and the clock of all histories.</summary>
internal static class Stamps
{
    private static long last;

    public static long Next() => Interlocked.Increment(ref last);

    public static long Now() => Stopwatch.GetTimestamp();
}
