using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Toast.AspNetCore;

/// <summary>
/// Listens to what Toast measures in this process, and keeps it by class, so that a key limited to classes can be shown those alone. Finer than
/// <c>/metrics</c>, whose steps begin at a millisecond.
/// </summary>
internal sealed class Traffic : IDisposable
{
    /// <summary>Callers name classes, and must not fill the memory with them; those beyond are counted together.</summary>
    private const int MostClasses = 1_000;

    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, ClassTraffic> classes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Tally> stores = new(StringComparer.Ordinal);
    private readonly ClassTraffic others = new();

    public Traffic()
    {
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (instrument.Meter.Name == ToastTelemetry.MeterName
                && instrument.Name is ToastTelemetry.OperationDuration or ToastTelemetry.StoreOperationDuration)
            {
                to.EnableMeasurementEvents(instrument, instrument.Name == ToastTelemetry.StoreOperationDuration);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, ofStore) =>
        {
            if (ofStore is true)
            {
                RecordStore(value, tags);
            }
            else
            {
                RecordVerb(value, tags);
            }
        });
        listener.Start();
    }

    /// <summary>What the stores of this process did, for whomever.</summary>
    public IEnumerable<(string Store, Tally Tally)> Stores => stores.OrderBy(store => store.Key, StringComparer.Ordinal).Select(store => (store.Key, store.Value));

    /// <summary>Reads and writes of the classes that a key opens; of all, those that name no class among them, for a key without limits.</summary>
    public ClassTraffic Sum(ApiKey key)
    {
        var sum = new ClassTraffic();
        foreach ((string className, ClassTraffic traffic) in classes)
        {
            if (key.Opens(className))
            {
                sum.Add(traffic);
            }
        }

        if (key.Classes is null)
        {
            sum.Add(others);
        }

        return sum;
    }

    public void Dispose() => listener.Dispose();

    private static bool IsFailure(string? outcome) => outcome is not (null or "ok" or "cancelled") && ProblemTable.IsServerSide(outcome);

    private void RecordVerb(double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string? className = null, operation = null, outcome = null;
        foreach ((string name, object? value) in tags)
        {
            switch (name)
            {
                case "toast.class":
                    className = value as string;
                    break;
                case "toast.operation":
                    operation = value as string;
                    break;
                case "toast.outcome":
                    outcome = value as string;
                    break;
                default:
                    break;
            }
        }

        ClassTraffic traffic = className is null ? others : classes.TryGetValue(className, out ClassTraffic? known) ? known
            : classes.Count < MostClasses ? classes.GetOrAdd(className, static _ => new ClassTraffic())
            : others;
        Tally tally = operation is "dump" or "dump_many" or "update" or "delete" ? traffic.Writes : traffic.Reads;
        tally.Record(seconds, IsFailure(outcome));
    }

    private void RecordStore(double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string store = "", operation = "";
        bool failed = false;
        foreach ((string name, object? value) in tags)
        {
            switch (name)
            {
                case "toast.store":
                    store = value as string ?? "";
                    break;
                case "db.operation.name":
                    operation = value as string ?? "";
                    break;
                case "error.type":
                    failed = true;
                    break;
                default:
                    break;
            }
        }

        // Those two are the page's own.
        if (operation is not ("probe" or "count"))
        {
            stores.GetOrAdd(store, static _ => new Tally()).Record(seconds, failed);
        }
    }

    /// <summary>What was asked of one class.</summary>
    internal sealed class ClassTraffic
    {
        public Tally Reads { get; } = new();

        public Tally Writes { get; } = new();

        public void Add(ClassTraffic other)
        {
            Reads.Add(other.Reads);
            Writes.Add(other.Writes);
        }
    }
}
