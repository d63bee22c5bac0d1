using System.Globalization;
using System.Text.RegularExpressions;

namespace Toast.Silo.Tests.Metrics;

public sealed partial class MetricsTests
{
    [Fact]
    [Trait("Behaviour", "B-163")]
    public async Task B_163_verbs_are_measured_by_class_and_outcome_and_no_id_is_shown()
    {
        await using var host = new DisposableServer(new SiloServer());
        RecordServer server = await host.StartAsync();
        string className = $"Measured{Guid.NewGuid():N}";
        string path = await server.CreateAsync("""{"secret":"tell-nobody"}""", className);
        await server.CreateAsync("""{"secret":"tell-nobody"}""", className);
        using HttpResponseMessage missing = await server.SendAsync(HttpMethod.Get, $"/records/{className}/{Guid.NewGuid()}");

        using HttpResponseMessage response = await server.SendAsync(HttpMethod.Get, "/metrics");

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        string text = await response.Content.ReadAsStringAsync();
        Dictionary<string, double> series = Parse(text);
        string Count(string operation, string outcome) =>
            $$"""toast_operation_duration_seconds_count{toast_class="{{className}}",toast_operation="{{operation}}",toast_outcome="{{outcome}}",toast_store="default"}""";
        Assert.Equal(2, series[Count("dump", "ok")]);
        Assert.Equal(1, series[Count("read", "not_found")]);
        Assert.Contains(series.Keys, name => name.StartsWith("http_server_request_duration_seconds_bucket{", StringComparison.Ordinal));
        Assert.Contains(series.Keys, name => name.StartsWith("toast_store_queue_writes", StringComparison.Ordinal));
        Assert.Contains(series.Keys, name => name.StartsWith("dotnet_gc_heap_total_allocated_bytes_total", StringComparison.Ordinal));
        Assert.DoesNotContain(path[^36..], text, StringComparison.Ordinal);
        Assert.DoesNotContain("tell-nobody", text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Behaviour", "B-163")]
    public async Task B_163_callers_cannot_make_series_without_end()
    {
        await using var host = new DisposableServer(new SiloServer());
        RecordServer server = await host.StartAsync();
        foreach (int[] some in Enumerable.Range(0, 1_200).Chunk(50))
        {
            await Task.WhenAll(some.Select(i => server.CreateAsync("{}", $"Flood{i}")));
        }

        Dictionary<string, double> series = Parse(await server.Client.GetStringAsync("/metrics"));

        Assert.InRange(series.Keys.Count(name => name.StartsWith("toast_operation_duration_seconds_count", StringComparison.Ordinal)), 900, 1_001);
        Assert.InRange(series["toast_operation_duration_seconds_count{otel_metric_overflow=\"true\"}"], 200, double.MaxValue);
    }

    /// <summary>Reads the text as strictly as Prometheus does: every metric declared once, every series once, and the buckets of histograms whole.</summary>
    private static Dictionary<string, double> Parse(string text)
    {
        var types = new Dictionary<string, string>();
        var series = new Dictionary<string, double>();
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        foreach (string line in text.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                Assert.True(types.TryAdd(line.Split(' ')[2], line.Split(' ')[3]), line);
            }
            else if (!line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                Match match = Line().Match(line);
                Assert.True(match.Success, line);
                string family = Suffix().Replace(match.Groups["name"].Value, "");
                Assert.True(types.ContainsKey(match.Groups["name"].Value) || types.GetValueOrDefault(family) == "histogram", line);
                Assert.True(series.TryAdd(match.Groups["series"].Value, double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture)), line);
            }
        }

        foreach ((string name, double count) in series.Where(entry => types.GetValueOrDefault(entry.Key.Split('{')[0].Replace("_count", "")) == "histogram"))
        {
            string last = name.Replace("_count", "_bucket", StringComparison.Ordinal).TrimEnd('}');
            Assert.Equal(count, series[$"{last}{(last.EndsWith('"') ? "," : "{")}le=\"+Inf\"}}"]);
        }

        return series;
    }

    [GeneratedRegex("""^(?<series>(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*",?)+\})?) (?<value>[-+0-9.eE]+|NaN|[+-]Inf)$""")]
    private static partial Regex Line();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Suffix();
}
