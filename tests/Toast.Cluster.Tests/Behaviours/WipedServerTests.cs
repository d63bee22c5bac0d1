using Npgsql;
using Orleans.TestingHost;
using Toast.Cluster.Tests.Models;
using Toast.Cluster.Tests.Support;
using Toast.Servers;

namespace Toast.Cluster.Tests.Behaviours;

/// <summary>PostgreSQL and Redis, emptied by somebody else while a silo remembers their records for a short while.</summary>
public sealed class WipedServerTests : IAsyncLifetime
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string table = "wiped_" + Guid.NewGuid().ToString("N");
    private RedisServer? redis;
    private TestCluster? cluster;

    private static string PostgresUrl { get; set; } = "";

    private static string RedisUrl { get; set; } = "";

    public async Task InitializeAsync()
    {
        try
        {
            PostgresUrl = $"{await SharedServers.PostgresUrlAsync()}?table={table}&max_pool_size=5";
            redis = await RedisServer.StartAsync();
        }
        catch (ServerUnavailableException)
        {
            return;
        }

        RedisUrl = redis.Url();
        var builder = new TestClusterBuilder(1);
        builder.AddSiloBuilderConfigurator<Silo>();
        cluster = builder.Build();
        await cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        if (cluster is not null)
        {
            await cluster.StopAllSilosAsync();
            await cluster.DisposeAsync();
            await redis!.DisposeAsync();
        }
    }

    [SkippableTheory, Trait("Behaviour", "B-319")]
    [InlineData("postgres")]
    [InlineData("redis")]
    public async Task B_319_a_server_that_was_emptied_is_noticed_by_writes_at_once_and_by_loads_within_the_bound(string store)
    {
        Skip.If(cluster is null, "no PostgreSQL or no Redis server");
        await using IToast toast = new ToastBuilder().UseCluster(cluster.Client).UseDefaultStore(store).AddModel<Note>().Build();
        Note written = new() { Text = "lost" }, looked = new() { Text = "lost" };
        ExternalReference one = await toast.DumpAsync(written), other = await toast.DumpAsync(looked), third = await toast.DumpAsync(new Note());
        await WipeAsync(store);

        await Assert.ThrowsAsync<RecordNotFoundException>(() => toast.DumpAsync(written));
        await Assert.ThrowsAsync<RecordNotFoundException>(() => toast.ValidateAsync<Note>(one));
        await Assert.ThrowsAsync<RecordNotFoundException>(() => toast.ValidateAsync<Note>(third, new ValidateOptions { Fresh = true }));
        RunningTime wiped = RunningTime.Start();
        while (await toast.ExistsAsync(other))
        {
            Assert.InRange(wiped.Elapsed, TimeSpan.Zero, Patience);
            await Task.Delay(50);
        }

        ExternalReference fresh = await toast.DumpAsync(new Note { Text = "new" });
        Assert.Equal("new", (await toast.ValidateAsync<Note>(fresh, new ValidateOptions { Fresh = true })).Text);
        Assert.Equal([fresh.Id], await toast.ListAsync<Note>().Select(reference => reference.Id).ToListAsync());
    }

    private async Task WipeAsync(string store)
    {
        if (store == "redis")
        {
            await redis!.SendAsync("FLUSHALL");
            return;
        }

        await using var connection = new NpgsqlConnection(ConnectionStringOf(await SharedServers.PostgresUrlAsync()));
        await connection.OpenAsync();
        await using NpgsqlCommand truncate = connection.CreateCommand();
#pragma warning disable CA2100 // The name was made here.
        truncate.CommandText = $"TRUNCATE {table}";
#pragma warning restore CA2100
        await truncate.ExecuteNonQueryAsync();
    }

    private static string ConnectionStringOf(string url)
    {
        var uri = new Uri(url);
        string[] user = uri.UserInfo.Split(':');
        return new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port,
            Username = Uri.UnescapeDataString(user[0]),
            Password = Uri.UnescapeDataString(user[1]),
            Database = uri.AbsolutePath.TrimStart('/'),
            Pooling = false,
        }.ConnectionString;
    }

    private sealed class Silo : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) => siloBuilder.AddToast(options =>
        {
            options.Stores["postgres"] = PostgresUrl;
            options.Stores["redis"] = RedisUrl;
            options.WarmFreshness = Freshness;
        }).SuspectNobody();
    }
}
