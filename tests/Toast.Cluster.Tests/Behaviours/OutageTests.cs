using System.Diagnostics;
using Orleans.TestingHost;
using Toast.Cluster.Tests.Models;
using Toast.Cluster.Tests.Support;
using Toast.Grains;
using Toast.Servers;

namespace Toast.Cluster.Tests.Behaviours;

/// <summary>Two silos on a PostgreSQL server of their own, with a store of Toast's and one of Orleans' AdoNet provider, while the server is stopped and started.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private const string Provider = "adonet";

    /// <summary>The default, which the calls of these tests have.</summary>
    private static readonly TimeSpan CallDeadline = TimeSpan.FromSeconds(10);

    /// <summary>A busy machine may notice a deadline late.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private PostgresServer? server;
    private TestCluster? cluster;
    private IToast? toast;

    private static string NextUrl { get; set; } = "";

    private static string NextConnection { get; set; } = "";

    public async Task InitializeAsync()
    {
        try
        {
            server = await PostgresServer.StartAsync();
        }
        catch (ServerUnavailableException)
        {
            return;
        }

        NextUrl = server.Url();
        NextConnection = server.ConnectionString(pooling: true);
        var builder = new TestClusterBuilder(2);
        builder.AddSiloBuilderConfigurator<Silo>();
        cluster = builder.Build();
        await cluster.DeployAsync();
        toast = new ToastBuilder().UseCluster(cluster.Client).AddModel<Note>().AddModel<GuardedNote>().AddModel<Link>().Build();
    }

    public async Task DisposeAsync()
    {
        if (cluster is not null)
        {
            await toast!.DisposeAsync();
            await cluster.StopAllSilosAsync();
            await cluster.DisposeAsync();
            await server!.DisposeAsync();
        }
    }

    [SkippableFact, Trait("Behaviour", "B-505")]
    public async Task B_505_a_database_that_was_away_is_used_again_without_a_restart_and_shows_nothing_stale()
    {
        Skip.If(toast is null, "no PostgreSQL server");
        var note = new Note { Text = "before" };
        var link = new Link { Text = "before" };
        ExternalReference reference = await toast.DumpAsync(note), kept = await toast.DumpAsync(link);
        await server!.StopAsync(StopMode.Fast);
        long begun = Stopwatch.GetTimestamp();
        note.Text = link.Text = "while away";
        while (Stopwatch.GetElapsedTime(begun) < Outage)
        {
            await FailsInTimeAsync(() => toast.DumpAsync(note));
            await FailsInTimeAsync(() => toast.DumpAsync(link));
            await FailsInTimeAsync(() => toast.ValidateAsync<Note>(reference, new ValidateOptions { Fresh = true }));
        }

        await server.StartAgainAsync();
        await SucceedsAsync(() => toast.ValidateAsync<Note>(reference));
        await SucceedsAsync(() => toast.ValidateAsync<Link>(kept));
        Assert.Equal("before", (await toast.ValidateAsync<Note>(reference)).Text);
        Assert.Equal("before", (await toast.ValidateAsync<Link>(kept)).Text);
        note.Text = link.Text = "after";
        await SucceedsAsync(() => toast.DumpAsync(note));
        await SucceedsAsync(() => toast.DumpAsync(link));
        Assert.Equal("after", (await toast.ValidateAsync<Note>(reference)).Text);
        Assert.Equal("after", (await toast.ValidateAsync<Link>(kept)).Text);
        Assert.Equal((2, 2), ((await toast.GetInfoAsync(reference)).Version, (await toast.GetInfoAsync(kept)).Version));
    }

    [SkippableFact]
    public async Task A_class_kept_by_the_adonet_provider_stands_in_its_table_as_plain_json()
    {
        Skip.If(toast is null, "no PostgreSQL server");
        var link = new Link { Text = "find me" };
        ExternalReference reference = await toast.DumpAsync(link);
        for (int i = 0; i < 5; i++)
        {
            link.Text = $"find me {i}";
            await toast.DumpAsync(link);
        }

        string stored = await server!.QueryAsync<string>("SELECT convert_from(payloadbinary, 'UTF8') FROM orleansstorage WHERE convert_from(payloadbinary, 'UTF8') LIKE '%find me 4%'");
        Assert.Contains("""
            "data":{"text":"find me 4"
            """, stored, StringComparison.Ordinal);
        Assert.Equal(6, (await toast.GetInfoAsync(reference)).Version);
        Assert.True(await toast.DeleteAsync(reference));
        await Assert.ThrowsAsync<RecordNotFoundException>(() => toast.ValidateAsync<Link>(reference));
        await toast.DumpAsync(link, new DumpOptions { Recreate = true });
        Assert.Equal(1, (await toast.GetInfoAsync(reference)).Version);
    }

    private static async Task FailsInTimeAsync(Func<Task> call)
    {
        RunningTime time = RunningTime.Start();
        StorageConnectionException failure = await Assert.ThrowsAsync<StorageConnectionException>(call);
        Assert.Contains(failure.Code, (string[])[ErrorCodes.Unreachable, ErrorCodes.CircuitOpen, ErrorCodes.Timeout]);
        Assert.InRange(time.Elapsed, TimeSpan.Zero, CallDeadline + Slack);
    }

    private static async Task SucceedsAsync(Func<Task> call)
    {
        RunningTime time = RunningTime.Start();
        while (await Record.ExceptionAsync(call) is { } failure)
        {
            Assert.IsType<StorageConnectionException>(failure);
            Assert.InRange(time.Elapsed, TimeSpan.Zero, Patience);
            await Task.Delay(50);
        }
    }

    private sealed class Silo : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            siloBuilder.SetUpOrleansPostgres(NextConnection, OrleansPostgresParts.GrainStorage);
            siloBuilder.AddAdoNetGrainStorage(Provider, options =>
            {
                options.Invariant = OrleansPostgres.Invariant;
                options.ConnectionString = NextConnection;
            });
            siloBuilder.AddToast(options =>
            {
                options.Stores["main"] = NextUrl;
                options.GrainStorage["orleans"] = Provider;
                options.Classes["Link"] = "orleans";
                options.DefaultStore = "main";
                options.Settling = TimeSpan.Zero;
            }).SuspectNobody();
        }
    }
}
