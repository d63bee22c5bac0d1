using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace Toast.Endurance.Tests.Load;

/// <summary>Counts what happened. Safe for many callers.</summary>
internal sealed class Report
{
    private readonly ConcurrentDictionary<(string Verb, string Outcome), long> calls = new();
    private readonly ConcurrentDictionary<string, long> faults = new();
    private readonly ConcurrentQueue<string> surprises = new();
    private long longestCall;
    private long longestRecovery;

    /// <summary>Failures that no fault of a store explains.</summary>
    public IReadOnlyCollection<string> Surprises => surprises;

    public long Acknowledged => calls.Where(call => call.Key.Outcome == "ok").Sum(call => call.Value);

    /// <summary>How many writes of one record were acknowledged.</summary>
    public long Dumps => calls.Where(call => call.Key.Outcome == "ok" && IsDump(call.Key.Verb)).Sum(call => call.Value);

    public long Faults => faults.Values.Sum();

    public TimeSpan LongestCall => Stopwatch.GetElapsedTime(0, longestCall);

    public TimeSpan LongestRecovery => Stopwatch.GetElapsedTime(0, longestRecovery);

    public void Call(string verb, string outcome, long start, long end)
    {
        calls.AddOrUpdate((verb, outcome), 1, (_, count) => count + 1);
        Raise(ref longestCall, end - start);
    }

    public void Fault(string name) => faults.AddOrUpdate(name, 1, (_, count) => count + 1);

    public void Recovery(long start, long end) => Raise(ref longestRecovery, end - start);

    public void Surprise(string verb, Exception failure) =>
        surprises.Enqueue($"{verb}: {failure.GetType().Name} {(failure as ExternalStorageException)?.Code}: {failure.Message} <- {failure.InnerException}");

    public override string ToString()
    {
        StringBuilder text = new();
        text.AppendLine($"{calls.Values.Sum():N0} calls, {Acknowledged:N0} succeeded, {Faults} faults");
        foreach (IGrouping<string, KeyValuePair<(string Verb, string Outcome), long>> verb in calls.GroupBy(call => call.Key.Verb).OrderBy(verb => verb.Key))
        {
            text.AppendLine($"  {verb.Key,-16} {string.Join(", ", verb.OrderByDescending(call => call.Value).Select(call => $"{call.Value:N0} {call.Key.Outcome}"))}");
        }

        text.AppendLine($"  faults           {string.Join(", ", faults.OrderBy(fault => fault.Key).Select(fault => $"{fault.Value} {fault.Key}"))}");
        return text.Append($"  longest call {LongestCall.TotalSeconds:0.00} s, longest recovery {LongestRecovery.TotalSeconds:0.00} s").ToString();
    }

    /// <summary>The items of a bulk are counted, not the bulk.</summary>
    private static bool IsDump(string verb) => verb is "seed" or "update" || (verb.StartsWith("dump ", StringComparison.Ordinal) && verb != "dump many");

    private static void Raise(ref long value, long candidate)
    {
        long current;
        while ((current = Volatile.Read(ref value)) < candidate && Interlocked.CompareExchange(ref value, candidate, current) != current)
        {
            // Another caller raised it; look again.
        }
    }
}
