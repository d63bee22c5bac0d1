using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace Toast.AspNetCore;

/// <summary>One metric with its series, one for each set of labels. Recording into a series that is known allocates nothing.</summary>
internal sealed class Metric(string name, MetricKind kind, Instrument instrument)
{
    /// <summary>
    /// How many series a metric may have. Callers name classes, and must not fill the memory with them; what is beyond is summed up under the label that
    /// OpenTelemetry has for it.
    /// </summary>
    private const int MostSeries = 1_000;

    private const string OverflowLabels = "otel_metric_overflow=\"true\"";

    // For those that say nothing of their own: times from 1 ms to 10 s.
    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly double[] Counts = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];

    private readonly string help = instrument.Description ?? "";
    private readonly double[] bounds = kind == MetricKind.Histogram ? BoundsOf(instrument) : [];
    private readonly bool isSet = kind == MetricKind.Gauge && instrument.GetType().GetGenericTypeDefinition() is { } sort
        && (sort == typeof(Gauge<>) || sort == typeof(ObservableGauge<>));

    private readonly ConcurrentDictionary<int, TagSet> known = new();
    private readonly ConcurrentDictionary<string, MetricSeries> series = new(StringComparer.Ordinal);
    private int sets;

    public string Name => name;

    public MetricKind Kind => kind;

    public bool IsObservable { get; } = instrument.IsObservable;

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => SeriesOf(tags).Record(value, isSet);

    /// <summary>Observed sums are told anew each time.</summary>
    public void Forget()
    {
        known.Clear();
        sets = 0;
        series.Clear();
    }

    public void Write(IBufferWriter<byte> output)
    {
        if (series.IsEmpty)
        {
            return;
        }

        var text = new StringBuilder();
        text.Append("# HELP ").Append(name).Append(' ').Append(help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal))
            .Append("\n# TYPE ").Append(name).Append(' ').Append(kind.ToString().ToLowerInvariant()).Append('\n');
        foreach ((string labels, MetricSeries one) in series.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            one.Write(text, name, labels);
        }

        Encoding.UTF8.GetBytes(text.ToString(), output);
    }

    private static double[] BoundsOf(Instrument instrument)
    {
        IReadOnlyList<double>? advice = instrument switch
        {
            Histogram<double> histogram => histogram.Advice?.HistogramBucketBoundaries,
            Histogram<long> histogram => histogram.Advice?.HistogramBucketBoundaries?.Select(bound => (double)bound).ToArray(),
            Histogram<int> histogram => histogram.Advice?.HistogramBucketBoundaries?.Select(bound => (double)bound).ToArray(),
            _ => null,
        };
        return advice is not null ? [.. advice] : instrument.Unit == "s" ? Seconds : Counts;
    }

    private MetricSeries SeriesOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        int hash = TagSet.HashOf(tags);
        for (TagSet? set = known.GetValueOrDefault(hash); set is not null; set = set.Next)
        {
            if (set.Is(tags))
            {
                return set.Series;
            }
        }

        return Add(hash, tags);
    }

    /// <summary>Kept apart from the search, which would otherwise allocate what the lambda captures.</summary>
    private MetricSeries Add(int hash, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Interlocked.Increment(ref sets) > MostSeries)
        {
            return SeriesOf(OverflowLabels);
        }

        // The same tags in another order are the same series.
        var added = new TagSet(tags.ToArray(), SeriesOf(TagSet.LabelsOf(tags)));
        known.AddOrUpdate(hash, added, (_, first) => added.Before(first));
        return added.Series;
    }

    private MetricSeries SeriesOf(string labels) => series.GetOrAdd(labels, _ => new MetricSeries(bounds));
}
