using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Toast;

/// <summary>
/// What stores report of themselves, after the conventions of OpenTelemetry for database clients
/// (https://opentelemetry.io/docs/specs/semconv/database/): one client span and one measurement for each operation on a store, retries included. A flush or a
/// batched read is one operation. Nothing here holds an id or a value.
/// </summary>
internal sealed class StoreTelemetry
{
    private static readonly Counter<long> Retries =
        ToastTelemetry.Meter.CreateCounter<long>(ToastTelemetry.Retries, "{retry}", "Attempts that failed and were repeated.");

    private static readonly Counter<long> CircuitChanges =
        ToastTelemetry.Meter.CreateCounter<long>(ToastTelemetry.CircuitChanges, "{change}", "How often a store was left alone or taken up again.");

    private static readonly Histogram<double> Duration = ToastTelemetry.Meter.CreateHistogram(
        ToastTelemetry.StoreOperationDuration,
        "s",
        "How long one operation on a store takes.",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] });

    private readonly string target;
    private readonly KeyValuePair<string, object?> storeTag;
    private readonly KeyValuePair<string, object?>[] commonTags;

    public StoreTelemetry(string store, StorageUrl url)
    {
        string system = url.Scheme switch
        {
            "postgres" => "postgresql",
            "rediss" => "redis",
            _ => url.Scheme,
        };

        // The host of a memory:// URL is the name of a place in this process.
        StorageHost? host = url.Hosts.Count > 0 && system != "memory" ? url.Hosts[0] : null;
        string? database = system is "postgresql" or "redis" && url.Path.Length > 1 ? url.Path[1..] : null;
        target = database ?? host?.ToString() ?? store;
        storeTag = new("toast.store", store);
        KeyValuePair<string, object?>[] tags =
        [
            new("db.system.name", system), storeTag, new("db.namespace", database), new("server.address", host?.Name), new("server.port", host?.Port),
        ];
        commonTags = [.. tags.Where(tag => tag.Value is not null)];
        Queue = new QueueLengths(store);
    }

    /// <summary>How much waits for the store.</summary>
    public QueueLengths Queue { get; }

    public static void CircuitChanged(string store, string state) =>
        CircuitChanges.Add(1, new KeyValuePair<string, object?>("toast.store", store), new KeyValuePair<string, object?>("toast.circuit.state", state));

    public void Retried(string? code) => Retries.Add(1, storeTag, new KeyValuePair<string, object?>("error.type", code));

    /// <summary>Begins an operation.</summary>
    /// <param name="name">What is done: save, load, info, delete, list or probe.</param>
    /// <param name="records">How many records it is about.</param>
    /// <param name="origin">Who asked for it.</param>
    public StoreOperation Begin(string name, int records, in CallOrigin origin = default)
    {
        bool traced = ToastTelemetry.Source.HasListeners();
        if (!traced && !Duration.Enabled)
        {
            return default;
        }

        name = records > 1 ? BatchOf(name) : name;
        return new StoreOperation(this, name, traced ? StartSpan(name, records, origin) : null, Stopwatch.GetTimestamp());
    }

    internal void End(StoreOperation operation, string? errorType)
    {
        var tags = new TagList(commonTags) { { "db.operation.name", operation.Name } };
        if (errorType is not null)
        {
            tags.Add("error.type", errorType);
        }

        Duration.Record(Stopwatch.GetElapsedTime(operation.Started).TotalSeconds, tags);
        if (operation.Span is { } span)
        {
            if (errorType is not null)
            {
                span.SetTag("error.type", errorType).SetStatus(ActivityStatusCode.Error);
            }

            span.Dispose();
        }
    }

    private static string BatchOf(string name) => name switch
    {
        "save" => "BATCH save",
        "load" => "BATCH load",
        _ => name,
    };

    private Activity? StartSpan(string name, int records, in CallOrigin origin)
    {
        var tags = new ActivityTagsCollection(commonTags) { ["db.operation.name"] = name };
        if (records > 1)
        {
            tags["db.operation.batch.size"] = records;
        }

        return ToastTelemetry.Source.StartActivity($"{name} {target}", ActivityKind.Client, origin.Parent, tags, origin.Links);
    }
}
