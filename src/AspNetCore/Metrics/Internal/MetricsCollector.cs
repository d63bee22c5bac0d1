using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Toast.AspNetCore;

/// <summary>
/// Listens to meters and keeps the sums. Instruments of one name and kind are one metric, whichever of several meters they are of. Of a metric that is named
/// twice with different kinds, the first is kept.
/// </summary>
internal sealed class MetricsCollector : IDisposable
{
    private readonly HashSet<string> meters;
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, Metric> metrics = new(StringComparer.Ordinal);
    private readonly Lock collecting = new();

    public MetricsCollector(IEnumerable<string> meters)
    {
        this.meters = new HashSet<string>(meters, StringComparer.Ordinal);
        listener.InstrumentPublished = Publish;
        listener.SetMeasurementEventCallback<byte>(static (_, value, tags, state) => ((Metric)state!).Record(value, tags));
        listener.SetMeasurementEventCallback<short>(static (_, value, tags, state) => ((Metric)state!).Record(value, tags));
        listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => ((Metric)state!).Record(value, tags));
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => ((Metric)state!).Record(value, tags));
        listener.SetMeasurementEventCallback<float>(static (_, value, tags, state) => ((Metric)state!).Record(value, tags));
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => ((Metric)state!).Record(value, tags));
        listener.SetMeasurementEventCallback<decimal>(static (_, value, tags, state) => ((Metric)state!).Record((double)value, tags));
        listener.Start();
    }

    /// <summary>Writes every metric in the text format of Prometheus, by name.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        lock (collecting)
        {
            foreach (Metric metric in metrics.Values.Where(metric => metric.IsObservable))
            {
                metric.Forget();
            }

            listener.RecordObservableInstruments();
            foreach (Metric metric in metrics.Values.OrderBy(metric => metric.Name, StringComparer.Ordinal))
            {
                metric.Write(output);
            }
        }
    }

    public void Dispose() => listener.Dispose();

    private void Publish(Instrument instrument, MeterListener to)
    {
        if (!meters.Contains(instrument.Meter.Name) || MetricKinds.Of(instrument) is not { } kind)
        {
            return;
        }

        string name = MetricName.Of(instrument, kind);
        Metric metric = metrics.GetOrAdd(name, _ => new Metric(name, kind, instrument));
        if (metric.Kind == kind && metric.IsObservable == instrument.IsObservable)
        {
            to.EnableMeasurementEvents(instrument, metric);
        }
    }
}
