using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Toast.Cluster.Tests.Models;
using Toast.Cluster.Tests.Support;
using Toast.Grains.Records;

namespace Toast.Cluster.Tests.Behaviours;

/// <summary>What a grain remembers is not believed while silos come and go: a record may have a second grain then, which has written since.</summary>
public sealed class SettlingTests : IAsyncLifetime
{
    private const int Loads = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WatchedBackend backend = new();
    private TestCluster? cluster;
    private IToast? toast;

    private static WatchedBackend Next { get; set; } = new();

    private static TimeSpan NextSettling { get; set; }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await toast!.DisposeAsync();
        await cluster!.StopAllSilosAsync();
        await cluster.DisposeAsync();
    }

    [Fact, Trait("Behaviour", "B-502"), Trait("Behaviour", "B-508")]
    public async Task B_502_B_508_a_silo_alone_believes_at_once_and_after_another_one_joined_every_load_asks_the_store()
    {
        await StartAsync(TimeSpan.FromDays(1));
        ExternalReference reference = await toast!.DumpAsync(new Note { Text = "here" });
        await LoadAsync(reference);
        Assert.Equal(0, backend.Reads);

        await JoinAsync();
        await LoadAsync(reference);
        Assert.Equal(Loads, backend.Reads);
    }

    [Fact, Trait("Behaviour", "B-502"), Trait("Behaviour", "B-508")]
    public async Task B_502_B_508_once_the_silos_have_settled_the_store_is_asked_once()
    {
        await StartAsync(TimeSpan.Zero);
        ExternalReference reference = await toast!.DumpAsync(new Note { Text = "here" });
        await JoinAsync();
        await LoadAsync(reference);

        // Twice if the record got a second grain indeed.
        Assert.InRange(backend.Reads, 1, 2);
    }

    private async Task StartAsync(TimeSpan settling)
    {
        (Next, NextSettling) = (backend, settling);
        var builder = new TestClusterBuilder(1);
        builder.AddSiloBuilderConfigurator<Silo>();
        cluster = builder.Build();
        await cluster.DeployAsync();
        toast = new ToastBuilder().UseCluster(cluster.Client).AddModel<Note>().Build();
    }

    /// <summary>Starts another silo, and waits until the first one knows of it.</summary>
    private async Task JoinAsync()
    {
        ClusterTrust trust = cluster!.ServicesOfSilos().First().GetRequiredService<ClusterTrust>();
        long before = trust.SettledAt;
        await cluster!.StartAdditionalSiloAsync();
        using var patience = new CancellationTokenSource(Patience);
        while (trust.SettledAt == before)
        {
            await Task.Delay(10, patience.Token);
        }
    }

    private async Task LoadAsync(ExternalReference reference)
    {
        for (int i = 0; i < Loads; i++)
        {
            Assert.Equal("here", (await toast!.ValidateAsync<Note>(reference)).Text);
        }
    }

    private sealed class Silo : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) => siloBuilder.AddToast(options =>
        {
            options.AddStore("main", Next);
            options.DefaultStore = "main";
            options.Settling = NextSettling;
        }).SuspectNobody();
    }
}
