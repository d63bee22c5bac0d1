using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Toast;

/// <summary>Names of what Toast reports, so that nobody types them.</summary>
public static class ToastTelemetry
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>.</summary>
    public const string ActivitySourceName = "Toast";

    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "Toast";

    /// <summary>A histogram of how long the verbs take, in seconds; tags: class, store, operation, outcome.</summary>
    public const string OperationDuration = "toast.operation.duration";

    /// <summary>A histogram of how long one operation on a store takes, in seconds, after the conventions of OpenTelemetry for database clients.</summary>
    public const string StoreOperationDuration = "db.client.operation.duration";

    /// <summary>A counter of attempts that failed and were repeated; tags: store, code.</summary>
    public const string Retries = "toast.store.retries";

    /// <summary>A counter of how often a store was left alone or taken up again; tags: store, state.</summary>
    public const string CircuitChanges = "toast.store.circuit.changes";

    /// <summary>How many writes wait in this process; tag: store.</summary>
    public const string QueuedWrites = "toast.store.queue.writes";

    /// <summary>How many reads wait in this process; tag: store.</summary>
    public const string QueuedReads = "toast.store.queue.reads";

    /// <summary>How many bytes of data wait in this process; tag: store.</summary>
    public const string QueuedBytes = "toast.store.queue.size";

    internal static readonly ActivitySource Source = new(ActivitySourceName);

    internal static readonly Meter Meter = new(MeterName);
}
