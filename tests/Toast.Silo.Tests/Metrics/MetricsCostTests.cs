using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Toast.AspNetCore;

namespace Toast.Silo.Tests.Metrics;

public sealed class MetricsCostTests
{
    private const int Rounds = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Recording_into_a_known_series_allocates_nothing()
    {
        using var meter = new Meter($"Cost{Guid.NewGuid():N}");
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Services.AddToastMetrics(meter.Name);
        await using WebApplication app = builder.Build();
        app.MapToastMetrics();
        Histogram<double> histogram = meter.CreateHistogram<double>("cost", "s");

        // Code that is not yet optimised may allocate; it is replaced in the background after some rounds, so the best of many counts.
        var clock = Stopwatch.StartNew();
        long least = long.MaxValue;
        do
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Record(histogram);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        while (least > 0 && clock.Elapsed < Patience);

        Assert.Equal(0, least);
    }

    private static void Record(Histogram<double> histogram)
    {
        for (int i = 0; i < Rounds; i++)
        {
            histogram.Record(0.01, new("class", "A"), new("outcome", "ok"));
        }
    }
}
