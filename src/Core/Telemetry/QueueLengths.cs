using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace Toast;

/// <summary>
/// How much waits for one store in this process. Counted anyway, for the limits, and read only when somebody collects metrics: a listener that comes late sees
/// the truth, and one that never comes costs nothing.
/// </summary>
internal sealed class QueueLengths
{
    // Weak, so that a store that nobody closed does not stay for its numbers.
    private static readonly ConditionalWeakTable<QueueLengths, object> Living = [];

    static QueueLengths()
    {
        Observe(ToastTelemetry.QueuedWrites, "{write}", "Writes that wait in this process.", lengths => Volatile.Read(ref lengths.Writes));
        Observe(ToastTelemetry.QueuedBytes, "By", "Data that waits in this process.", lengths => Volatile.Read(ref lengths.Bytes));
        Observe(ToastTelemetry.QueuedReads, "{read}", "Reads that wait in this process.", lengths => Volatile.Read(ref lengths.Reads));
    }

    public QueueLengths(string store)
    {
        Store = store;
        Living.Add(this, Living);
    }

    /// <summary>The name of the store.</summary>
    public string Store { get; }

#pragma warning disable SA1401 // Changed under the locks of the queues, and read without them.
    /// <summary>Writes that no flush has taken yet.</summary>
    public int Writes;

    /// <summary>The bytes of their data.</summary>
    public long Bytes;

    /// <summary>Records that no batch of reads has taken yet.</summary>
    public int Reads;
#pragma warning restore SA1401

    private static void Observe(string name, string unit, string description, Func<QueueLengths, long> read) =>
        ToastTelemetry.Meter.CreateObservableUpDownCounter(name, () => Sums(read), unit, description);

    /// <summary>One sum for each name: two engines in one process may each have a store of that name.</summary>
    private static Measurement<long>[] Sums(Func<QueueLengths, long> read) =>
    [
        .. Living
            .Select(entry => entry.Key)
            .GroupBy(lengths => lengths.Store, StringComparer.Ordinal)
            .Select(group => new Measurement<long>(group.Sum(read), new KeyValuePair<string, object?>("toast.store", group.Key))),
    ];
}
