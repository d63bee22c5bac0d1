using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Toast.Silo.Tests.Health;

/// <summary>Toast among the health checks of a host.</summary>
public sealed class HealthCheckTests
{
    private const string Secret = "s3cret-word";

    [Fact]
    [Trait("Behaviour", "B-134")]
    public async Task B_134_a_store_that_is_down_is_named_and_hides_no_other()
    {
        HealthReportEntry entry = await CheckAsync(toast => toast
            .AddStore("up", "memory://").AddStore("down", $"sqlite:///{Guid.NewGuid():N}/missing.db?create=false"));

        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Equal("up", entry.Data["up"]);
        Assert.Equal(ErrorCodes.StoreMissing, entry.Data["down"]);
        Assert.StartsWith("down: ", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Behaviour", "B-134")]
    public async Task B_134_stores_that_all_answer_are_healthy()
    {
        HealthReportEntry entry = await CheckAsync(toast => toast.AddStore("one", "memory://").AddStore("two", "memory://"));

        Assert.Equal(HealthStatus.Healthy, entry.Status);
        Assert.Equal(["one", "two"], entry.Data.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Behaviour", "B-401")]
    public async Task B_401_no_password_of_a_url_is_in_the_report()
    {
        HealthReportEntry entry = await CheckAsync(toast => toast.AddStore("down", $"postgresql://app:{Secret}@127.0.0.1:1/shop"));

        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.DoesNotContain(Secret, $"{entry.Description} {entry.Exception} {string.Join(' ', entry.Data.Values)}", StringComparison.Ordinal);
    }

    private static async Task<HealthReportEntry> CheckAsync(Action<ToastBuilder> configure)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddToast(configure);
        services.AddHealthChecks().AddToast();
        await using ServiceProvider provider = services.BuildServiceProvider();
        HealthReport report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        return report.Entries["toast"];
    }
}
