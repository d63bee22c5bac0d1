using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Toast.Servers;

namespace Toast.Redis.Tests.Connections;

/// <summary>What a server keeps is said when a store is opened, and again when it is probed.</summary>
[Trait("Behaviour", "B-310")]
public sealed class DurabilityTests : RedisTest
{
    [SkippableTheory]
    [InlineData("yes", "always", "noeviction", "")]
    [InlineData("yes", "everysec", "noeviction", "appendfsync is everysec")]
    [InlineData("yes", "no", "noeviction", "appendfsync is no")]
    [InlineData("no", "always", "noeviction", "appendonly is no")]
    [InlineData("yes", "always", "allkeys-lru", "maxmemory-policy")]
    public async Task B_310_a_setting_that_may_lose_records_is_named_in_a_warning(string appendOnly, string sync, string policy, string named)
    {
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions
        {
            Settings = new Dictionary<string, string>
            {
                ["appendonly"] = appendOnly,
                ["appendfsync"] = sync,
                ["maxmemory"] = "100mb",
                ["maxmemory-policy"] = policy,
            },
        });
        using var lines = new Lines();
        await using IToast toast = new ToastBuilder().AddStore("main", server.Url()).AddModel<Item>().UseLogging(lines).Build();
        await toast.DumpAsync(new Item(1));
        StoreHealth health = Assert.Single(await toast.ProbeAsync());

        Assert.Equal((appendOnly, sync, policy), (health.Settings["appendonly"], health.Settings["appendfsync"], health.Settings["maxmemory-policy"]));
        Assert.Equal(health.Warnings.Count, lines.Warnings.Count);
        Assert.Equal(named.Length == 0 ? 0 : 1, health.Warnings.Count);
        Assert.All(lines.Warnings, line => Assert.Contains(named, line, StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task B_310_a_server_that_hides_its_configuration_is_judged_by_its_statistics()
    {
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions
        {
            Settings = new Dictionary<string, string> { ["rename-command"] = "CONFIG \"\"", ["maxmemory-policy"] = "allkeys-lru" },
        });
        var reports = (IReportsSettings)await OpenAsync(server.Url());

        Assert.Equal(("yes", "allkeys-lru", "0"), (reports.Settings["appendonly"], reports.Settings["maxmemory-policy"], reports.Settings["maxmemory"]));
        Assert.Empty(reports.Warnings);
    }

    [SkippableFact]
    public async Task B_310_a_change_is_seen_by_the_next_probe_and_an_evicted_record_is_not_found()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using IToast toast = new ToastBuilder().AddStore("main", server.Url()).AddModel<Item>().Build();
        ExternalReference reference = await toast.DumpAsync(new Item(1));
        Assert.Empty(Assert.Single(await toast.ProbeAsync()).Warnings);
        await server.SendAsync("CONFIG", "SET", "appendfsync", "no");
        await server.SendAsync("DEL", $"toast:Item:{reference.Id:D}");

        Assert.Contains("appendfsync", Assert.Single(Assert.Single(await toast.ProbeAsync()).Warnings), StringComparison.Ordinal);
        await Assert.ThrowsAsync<RecordNotFoundException>(() => toast.ValidateAsync<Item>(reference));
    }

    [External("main")]
    public sealed record Item(int Number);

    private sealed class Lines : ILogger, ILoggerFactory
    {
        public ConcurrentQueue<string> Warnings { get; } = new();

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("This factory is its own provider.");

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Warning)
            {
                Warnings.Enqueue(formatter(state, exception));
            }
        }

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
