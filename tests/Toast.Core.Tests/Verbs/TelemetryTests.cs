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
            "dump", "validate", "validate", "update", "exists", "info", "list", "dump_many", "validate_many", "dump", "validate", "delete", "delete",
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
    }

    [Fact]
    [Trait("Behaviour", "B-163")]
    public async Task B_163_a_flush_for_many_callers_is_one_batch_linked_to_each_of_them()
    {
        using var heard = new Heard();
        var gate = new TaskCompletionSource();
        var backend = new HookedBackend();
        IToast toast = Open(backend);
        backend.BeforeWrite = (number, _) => number == 1 ? gate.Task : Task.CompletedTask;
        Task<ExternalReference> alone = toast.DumpAsync(new Customer("Ada", 36));
        Task<ExternalReference>[] together = [.. Enumerable.Range(0, 3).Select(i => toast.DumpAsync(new Customer("Grace", i)))];
        gate.SetResult();
        await alone;
        await Task.WhenAll(together);

        Activity[] spans = [.. heard.StoreSpans];
        Assert.Equal(["save main", "BATCH save main"], spans.Select(span => span.DisplayName));
        Assert.Equal(3, spans[1].GetTagItem("db.operation.batch.size"));
        Assert.Equal(default, spans[1].ParentSpanId);
        Assert.Equal(
            heard.Spans.Select(span => span.SpanId).Where(id => id != spans[0].ParentSpanId).OrderBy(ById, StringComparer.Ordinal),
            spans[1].Links.Select(link => link.Context.SpanId).OrderBy(ById, StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Behaviour", "B-163")]
    public async Task B_163_queues_show_their_length_also_to_a_listener_who_comes_late()
    {
        var gate = new TaskCompletionSource();
        var backend = new HookedBackend();
        IToast toast = Open(backend);
        ExternalReference[] references = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => toast.DumpAsync(new Customer("Ada", i))));
        backend.BeforeWrite = (_, _) => gate.Task;
        backend.BeforeRead = _ => gate.Task;
        Task[] dumps = [.. Enumerable.Range(0, 4).Select(i => toast.DumpAsync(new Customer("Grace", i)))];
        Task[] reads = [.. references.Select(reference => toast.ValidateAsync<Customer>(reference))];
        using var heard = new Heard();

        Assert.Equal((3, 2), (heard.Now(ToastTelemetry.QueuedWrites), heard.Now(ToastTelemetry.QueuedReads)));
        Assert.InRange(heard.Now(ToastTelemetry.QueuedBytes), 60, 120);
        gate.SetResult();
        await Task.WhenAll([.. dumps, .. reads]);

        Assert.Equal((0, 0, 0), (heard.Now(ToastTelemetry.QueuedWrites), heard.Now(ToastTelemetry.QueuedBytes), heard.Now(ToastTelemetry.QueuedReads)));
    }

    [Fact]
    [Trait("Behaviour", "B-120")]
    [Trait("Behaviour", "B-163")]
    public async Task B_120_items_of_a_bulk_call_that_fail_are_logged_and_an_outage_is_logged_once()
    {
        using var heard = new Heard();
        var backend = new HookedBackend();
        IToast toast = Open(backend, builder => builder.UseLogging(heard).Configure(options => options.MaxRetries = 0));
        var missing = new ExternalReference("Customer", Guid.CreateVersion7());
        await toast.ValidateManyAsync<Customer>([missing, missing, (await toast.DumpManyAsync([new Customer("Ada", 36)]))[0].Reference!]);

        (LogLevel level, string text) = Assert.Single(heard.Lines, line => line.Text.Contains(ErrorCodes.NotFound, StringComparison.Ordinal));
        Assert.Equal(LogLevel.Information, level);
        Assert.Contains(missing.Id.ToString("D"), text, StringComparison.Ordinal);

        backend.BeforeWrite = (_, _) => throw new ExternalStorageException(ErrorCodes.StorageFull, "full");
        IReadOnlyList<DumpResult> results = await toast.DumpManyAsync(Enumerable.Range(0, 50).Select(i => (object)new Customer("Grace", i)));

        Assert.All(results, result => Assert.Equal(ErrorCodes.StorageFull, Assert.IsType<ExternalStorageException>(result.Error).Code));
        Assert.Single(heard.Lines, line => line.Level == LogLevel.Error);
    }

    [Fact]
    [Trait("Behaviour", "B-128")]
    public async Task B_128_the_breaker_is_counted_and_logged_when_it_opens_and_when_it_closes()
    {
        using var heard = new Heard();
        var backend = new HookedBackend();
        IToast toast = Open(backend, builder => builder.UseLogging(heard).Configure(options => (options.MaxRetries, options.BreakerFailures) = (0, 1)));
        await toast.DumpAsync(new Customer("Ada", 36));
        backend.BeforeWrite = (_, _) => throw new StorageConnectionException(ErrorCodes.Unreachable, "gone");
        await FailsAsync<StorageConnectionException>(ErrorCodes.Unreachable, () => toast.DumpAsync(new Customer("Ada", 36)));
        await toast.ProbeAsync();

        Assert.Equal(2, heard.Sums[ToastTelemetry.CircuitChanges]);
        Assert.Single(heard.Lines, line => line.Level == LogLevel.Warning && line.Text.Contains("left alone", StringComparison.Ordinal));
        Assert.Single(heard.Lines, line => line.Level == LogLevel.Information && line.Text.Contains("answers again", StringComparison.Ordinal));
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

    private static string ById(ActivitySpanId id) => id.ToHexString();

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

        /// <summary>What a gauge of the store "main" shows now.</summary>
        public long Now(string instrument)
        {
            Sums.Clear();
            meter.RecordObservableInstruments();
            return Sums.GetValueOrDefault(instrument);
        }

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
