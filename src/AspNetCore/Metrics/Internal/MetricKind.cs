using System.Diagnostics.Metrics;

namespace Toast.AspNetCore;

/// <summary>What Prometheus knows of metrics.</summary>
internal enum MetricKind
{
    /// <summary>A sum that only grows.</summary>
    Counter,

    /// <summary>A figure that goes up and down.</summary>
    Gauge,

    /// <summary>Counts of measurements by size.</summary>
    Histogram,
}

/// <summary>Tells the kind of an instrument.</summary>
internal static class MetricKinds
{
    /// <summary>The kind; null for an instrument of an unknown sort.</summary>
    public static MetricKind? Of(Instrument instrument)
    {
        Type type = instrument.GetType();
        Type? sort = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        return sort == typeof(Counter<>) || sort == typeof(ObservableCounter<>) ? MetricKind.Counter
            : sort == typeof(UpDownCounter<>) || sort == typeof(ObservableUpDownCounter<>) || sort == typeof(Gauge<>) || sort == typeof(ObservableGauge<>)
                ? MetricKind.Gauge
            : sort == typeof(Histogram<>) ? MetricKind.Histogram
            : null;
    }
}
