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
}
