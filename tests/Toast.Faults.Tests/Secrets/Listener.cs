using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Toast.Faults.Tests.Secrets;

/// <summary>Takes down everything that Toast says to the outside: log lines at every level with their parts, spans with their tags, measurements.</summary>
internal sealed class Listener : ILoggerProvider, ILogger, ILoggerFactory
{
    private readonly ConcurrentQueue<string> said = new();
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> lines = new();
    private readonly ConcurrentQueue<string> metricTags = new();
    private readonly ActivityListener activities;
    private readonly MeterListener meters = new();

    public Listener()
    {
        activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ToastTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Take,
        };
        ActivitySource.AddActivityListener(activities);
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == ToastTelemetry.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Take(instrument, tags));
        meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Take(instrument, tags));
        meters.Start();
    }

    /// <summary>Everything that was said, of whatever kind.</summary>
    public IReadOnlyCollection<string> Said => said;

    public IReadOnlyCollection<(LogLevel Level, string Text)> Lines => lines;

    public IReadOnlyCollection<string> MetricTags => metricTags;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("This factory is its own provider.");

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        said.Enqueue($"scope {state}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        string text = formatter(state, exception);
        lines.Enqueue((logLevel, text));
        said.Enqueue($"log {text} {exception}");
        if (state is IEnumerable<KeyValuePair<string, object?>> parts)
        {
            said.Enqueue("log parts " + string.Join(' ', parts.Select(part => $"{part.Key}={part.Value}")));
        }
    }

    public void Dispose()
    {
        activities.Dispose();
        meters.Dispose();
    }

    private void Take(Activity activity)
    {
        string tags = string.Join(' ', activity.TagObjects.Concat(activity.Baggage.Select(b => new KeyValuePair<string, object?>(b.Key, b.Value))));
        string events = string.Join(' ', activity.Events.Select(e => $"{e.Name} {string.Join(' ', e.Tags)}"));
        said.Enqueue($"span {activity.DisplayName} {activity.OperationName} {activity.StatusDescription} {tags} {events}");
    }

    private void Take(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string text = $"{instrument.Name} {string.Join(' ', tags.ToArray())}";
        metricTags.Enqueue(text);
        said.Enqueue("metric " + text);
    }
}
