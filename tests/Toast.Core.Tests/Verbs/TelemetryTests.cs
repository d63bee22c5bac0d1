using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Toast.Core.Tests.Engine;
using Toast.Core.Tests.Verbs.Models;

namespace Toast.Core.Tests.Verbs;

/// <summary>What Toast tells of its work. Listeners hear the whole process, so nothing else runs meanwhile.</summary>
[Collection(Alone.Name)]
public sealed class TelemetryTests : VerbTest
{
    [Fact]
    [Trait("Behaviour", "B-163")]
    public async Task B_163_each_verb_is_one_span_and_one_measurement_and_no_metric_tag_holds_an_id()
    {
        using var heard = new Heard();
        IToast toast = Open("memory", builder => builder.UseLogging(heard));
        var customer = new Customer("Ada secret", 36);
        ExternalReference reference = await toast.DumpAsync(customer);
        await toast.ValidateAsync<Customer>(reference);
        await toast.ValidateJsonAsync<Customer>(reference.ToJson());
        await toast.UpdateAsync<Customer>(reference, same => same with { Age = 37 });
        await toast.ExistsAsync(reference);
        await toast.GetInfoAsync(reference);
        await toast.ListAsync<Customer>().ToListAsync();
        await toast.DumpManyAsync([customer]);
        await toast.ValidateManyAsync<Customer>([reference]);
        IValues<int> values = toast.For<int>();
        ExternalReference value = await values.DumpAsync(7);
        await values.ValidateAsync(value);
        await values.DeleteAsync(value);
        await toast.DeleteAsync(reference);

        string[] operations =
        [
            "dump", "validate", "validate", "update", "exists", "read", "list", "dump_many", "validate_many", "dump", "validate", "delete", "delete",
        ];
        Assert.Equal(operations, heard.Spans.Select(span => $"{span.GetTagItem("toast.operation")}"));
        Assert.Equal(operations, heard.Measurements.Select(tags => $"{tags["toast.operation"]}"));
        Assert.All(heard.Spans, span => Assert.Equal("ok", span.GetTagItem("toast.outcome")));
        Assert.Equal(reference.Id.ToString("D"), heard.Spans.First().GetTagItem("toast.id"));
        Assert.All(heard.Measurements, tags =>
        {
            Assert.Equal(["toast.class", "toast.operation", "toast.outcome", "toast.store"], tags.Keys.Order(StringComparer.Ordinal));
            Assert.DoesNotContain(tags.Values, tag => Guid.TryParse($"{tag}", out _));
        });
        foreach (int single in new[] { 0, 1, 2, 3, 4, 5, 6 })
        {
            Assert.Equal(("Customer", "main"), (heard.Measurements.ElementAt(single)["toast.class"], heard.Measurements.ElementAt(single)["toast.store"]));
        }

        Assert.DoesNotContain(heard.Lines, line => line.Level > LogLevel.Information);
    }

    [Fact]
    [Trait("Behaviour", "B-163")]
    public async Task B_163_each_operation_on_a_store_is_a_client_span_below_its_verb_after_the_database_conventions()
    {
        using var heard = new Heard();
        IToast toast = Open("memory", builder => builder.UseLogging(heard));
        ExternalReference reference = await toast.DumpAsync(new Customer("Ada secret", 36));
        await toast.ValidateAsync<Customer>(reference);
        await toast.DeleteAsync(reference);
        await toast.ProbeAsync();

        Assert.Equal(["save main", "load main", "delete main", "probe main"], heard.StoreSpans.Select(span => span.DisplayName));
        Assert.Equal(["save", "load", "delete", "probe"], heard.StoreMeasurements.Select(tags => tags["db.operation.name"]));
        Assert.All(heard.StoreSpans, span => Assert.Equal("memory", span.GetTagItem("db.system.name")));
        Assert.Equal(heard.Spans.Select(span => span.SpanId), heard.StoreSpans.Take(3).Select(span => span.ParentSpanId));
        Assert.All(heard.StoreMeasurements, tags => Assert.DoesNotContain(tags.Values, tag => Guid.TryParse($"{tag}", out _)));
        Assert.Equal(0, heard.Sums[ToastTelemetry.QueuedWrites]);
        Assert.Equal(0, heard.Sums[ToastTelemetry.QueuedBytes]);
    }

    [Fact]
    [Trait("Behaviour", "B-163")]
    public async Task B_163_a_failure_is_logged_once_with_code_and_reference_and_retries_below_warning()
    {
        using var heard = new Heard();
        var backend = new HookedBackend();
        IToast toast = Open(backend, builder => builder.UseLogging(heard).Configure(options => options.RetryDelay = TimeSpan.FromMilliseconds(1)));
        ExternalReference reference = await toast.DumpAsync(new Customer("Ada secret", 36));
        backend.BeforeRead = _ => throw new StorageConnectionException(ErrorCodes.Unreachable, "refused");
        await FailsAsync<StorageConnectionException>(ErrorCodes.Unreachable, () => toast.ValidateAsync<Customer>(reference));

        (LogLevel level, string text) = Assert.Single(heard.Lines, line => line.Level >= LogLevel.Warning);
        Assert.Equal(LogLevel.Error, level);
        Assert.All(
            ["validate", "Customer", reference.Id.ToString("D"), "main", ErrorCodes.Unreachable],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.Equal(3, heard.Lines.Count(line => line.Level < LogLevel.Warning && line.Text.Contains("trying again", StringComparison.Ordinal)));
        Assert.Equal(3, heard.Sums[ToastTelemetry.Retries]);
        Assert.All(heard.Lines, line => Assert.DoesNotContain("secret", line.Text, StringComparison.Ordinal));
        Activity failed = heard.Spans.Last();
        Assert.Equal((ActivityStatusCode.Error, ErrorCodes.Unreachable), (failed.Status, failed.GetTagItem("toast.outcome")));
        Assert.Equal(ErrorCodes.Unreachable, heard.Measurements.Last()["toast.outcome"]);
    }

    /// <summary>Everything Toast says while it lives.</summary>
    private sealed class Heard : ILoggerFactory, ILogger
    {
        private readonly ActivityListener spans = new();
        private readonly MeterListener meter = new();

        public Heard()
        {
            spans.ShouldListenTo = source => source.Name == ToastTelemetry.ActivitySourceName;
            spans.Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded;
            spans.ActivityStopped = span => (span.Kind == ActivityKind.Client ? StoreSpans : Spans).Enqueue(span);
            ActivitySource.AddActivityListener(spans);
            meter.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == ToastTelemetry.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            meter.SetMeasurementEventCallback<double>((instrument, _, tags, _) => (instrument.Name == ToastTelemetry.OperationDuration ? Measurements : StoreMeasurements)
                .Enqueue(tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value)));
            meter.SetMeasurementEventCallback<long>((instrument, value, _, _) => Sums.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
            meter.Start();
        }

        public ConcurrentQueue<Activity> Spans { get; } = new();

        /// <summary>The spans of operations on stores.</summary>
        public ConcurrentQueue<Activity> StoreSpans { get; } = new();

        public ConcurrentQueue<Dictionary<string, object?>> Measurements { get; } = new();

        public ConcurrentQueue<Dictionary<string, object?>> StoreMeasurements { get; } = new();

        /// <summary>What counters have come to.</summary>
        public ConcurrentDictionary<string, long> Sums { get; } = new();

        public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new InvalidOperationException("This factory is its own provider.");

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue((logLevel, formatter(state, exception)));

        public void Dispose()
        {
            spans.Dispose();
            meter.Dispose();
        }
    }
}
