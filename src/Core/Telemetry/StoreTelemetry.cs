using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Toast;

/// <summary>
/// What stores report of themselves, after the conventions of OpenTelemetry for database clients
/// (https://opentelemetry.io/docs/specs/semconv/database/): one client span and one measurement for each operation on a store. A flush or a batched read
/// is one operation. Nothing here holds an id or a value.
/// </summary>
internal sealed class StoreTelemetry
{
    private static readonly Counter<long> Retries =
        ToastTelemetry.Meter.CreateCounter<long>(ToastTelemetry.Retries, "{retry}", "Attempts that failed and were repeated.");

    private static readonly Counter<long> CircuitChanges =
        ToastTelemetry.Meter.CreateCounter<long>(ToastTelemetry.CircuitChanges, "{change}", "How often a store was left alone or taken up again.");

    private static readonly UpDownCounter<long> Queued =
        ToastTelemetry.Meter.CreateUpDownCounter<long>(ToastTelemetry.QueuedWrites, "{write}", "Writes that wait in this process.");

    private static readonly UpDownCounter<long> QueuedSize =
        ToastTelemetry.Meter.CreateUpDownCounter<long>(ToastTelemetry.QueuedBytes, "By", "Data that waits in this process.");

    private static readonly Histogram<double> Duration = ToastTelemetry.Meter.CreateHistogram(
        ToastTelemetry.StoreOperationDuration,
        "s",
        "How long one operation on a store takes.",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] });

    private readonly string store;
    private readonly string system;
    private readonly string? database;
    private readonly string? host;
    private readonly int? port;
    private readonly KeyValuePair<string, object?> storeTag;

    public StoreTelemetry(string store, StorageUrl url)
    {
        this.store = store;
        storeTag = new("toast.store", store);
        system = url.Scheme switch
        {
            "postgres" => "postgresql",
            "rediss" => "redis",
            _ => url.Scheme,
        };
        host = url.Hosts.Count > 0 ? url.Hosts[0].Name : null;
        port = url.Hosts.Count > 0 ? url.Hosts[0].Port : null;
        database = system is "postgresql" or "redis" && url.Path.Length > 1 ? url.Path[1..] : null;
    }

    public static void CircuitChanged(string store, string state) =>
        CircuitChanges.Add(1, new KeyValuePair<string, object?>("toast.store", store), new KeyValuePair<string, object?>("toast.circuit.state", state));

    public void Retried(string? code) => Retries.Add(1, storeTag, new KeyValuePair<string, object?>("error.type", code));

    /// <summary>A write joined the queue of the store (1) or left it (-1).</summary>
    public void QueueChanged(int writes, long bytes)
    {
        if (Queued.Enabled || QueuedSize.Enabled)
        {
            Queued.Add(writes, storeTag);
            QueuedSize.Add(bytes, storeTag);
        }
    }

    /// <summary>Begins an operation.</summary>
    /// <param name="name">What is done: save, load, delete, list or probe.</param>
    /// <param name="records">How many records it is about.</param>
    /// <param name="origin">The span of the caller where there is one caller only.</param>
    public StoreOperation Begin(string name, int records, ActivityContext origin = default)
    {
        Activity? span = ToastTelemetry.Source.HasListeners()
            ? ToastTelemetry.Source.StartActivity($"{name} {store}", ActivityKind.Client, origin)
            : null;
        return span is null && !Duration.Enabled ? default : new StoreOperation(this, name, records, span, Stopwatch.GetTimestamp());
    }

    internal void End(StoreOperation operation, string? errorType)
    {
        var tags = new TagList
        {
            { "db.system.name", system },
            { "db.operation.name", operation.Name },
            { "toast.store", store },
        };
        AddIf(ref tags, "db.namespace", database);
        AddIf(ref tags, "server.address", host);
        AddIf(ref tags, "server.port", port);
        AddIf(ref tags, "error.type", errorType);
        Duration.Record(Stopwatch.GetElapsedTime(operation.Started).TotalSeconds, tags);
        if (operation.Span is { } span)
        {
            foreach (KeyValuePair<string, object?> tag in tags)
            {
                span.SetTag(tag.Key, tag.Value);
            }

            if (operation.Records > 1)
            {
                span.SetTag("db.operation.batch.size", operation.Records);
            }

            if (errorType is not null)
            {
                span.SetStatus(ActivityStatusCode.Error, errorType);
            }

            span.Dispose();
        }
    }

    private static void AddIf(ref TagList tags, string name, object? value)
    {
        if (value is not null)
        {
            tags.Add(name, value);
        }
    }
}
