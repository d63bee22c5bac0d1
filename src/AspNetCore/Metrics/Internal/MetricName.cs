using System.Diagnostics.Metrics;

namespace Toast.AspNetCore;

/// <summary>
/// Names after the rules of OpenTelemetry for Prometheus
/// (https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics): underscores for dots, the unit and <c>_total</c> behind.
/// </summary>
internal static class MetricName
{
    public static string Of(Instrument instrument, MetricKind kind)
    {
        string name = Clean(instrument.Name);
        string unit = UnitOf(instrument.Unit);
        if (unit.Length > 0 && !name.EndsWith($"_{unit}", StringComparison.Ordinal))
        {
            name = $"{name}_{unit}";
        }

        return kind == MetricKind.Counter && !name.EndsWith("_total", StringComparison.Ordinal) ? $"{name}_total" : name;
    }

    /// <summary>A name of a metric or label: letters, digits and underscores, no digit first.</summary>
    public static string Clean(string name)
    {
        string clean = string.Create(name.Length, name, static (span, from) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = char.IsAsciiLetterOrDigit(from[i]) ? from[i] : '_';
            }
        });
        return clean.Length == 0 || char.IsAsciiDigit(clean[0]) ? $"_{clean}" : clean;
    }

    private static string UnitOf(string? unit) => unit switch
    {
        null or "" or "1" => "",
        "s" => "seconds",
        "ms" => "milliseconds",
        "us" => "microseconds",
        "ns" => "nanoseconds",
        "By" => "bytes",
        _ when unit[0] == '{' => "",
        _ => Clean(unit),
    };
}
