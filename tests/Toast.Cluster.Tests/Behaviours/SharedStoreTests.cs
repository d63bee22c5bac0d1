using System.Collections.Concurrent;
using Orleans.TestingHost;
using Toast.Cluster.Tests.Models;
using Toast.Cluster.Tests.Support;

namespace Toast.Cluster.Tests.Behaviours;

/// <summary>Two clusters and an embedded process on one store: every record has a grain in each cluster, and none of them is alone.</summary>
public sealed class SharedStoreTests : IAsyncLifetime
{
    private const string Url = "memory://shared-by-clusters";
    private const int Rounds = 20;

    private readonly List<TestCluster> clusters = [];
    private readonly List<IToast> engines = [];

    public async Task InitializeAsync()
    {
        for (int i = 0; i < 2; i++)
        {
            var builder = new TestClusterBuilder(1);
            builder.AddSiloBuilderConfigurator<Silo>();
            TestCluster cluster = builder.Build();
            await cluster.DeployAsync();
            clusters.Add(cluster);
            engines.Add(new ToastBuilder().UseCluster(cluster.Client).AddModel<Note>().AddModel<GuardedNote>().Build());
        }

        engines.Add(new ToastBuilder().UseDefaultStore(Url).AddModel<Note>().AddModel<GuardedNote>().Build());
    }

    public async Task DisposeAsync()
    {
        foreach (IToast engine in engines)
        {
            await engine.DisposeAsync();
        }

        foreach (TestCluster cluster in clusters)
        {
            await cluster.StopAllSilosAsync();
            await cluster.DisposeAsync();
        }
    }

    [Fact, Trait("Behaviour", "B-507"), Trait("Behaviour", "B-504")]
    public async Task B_504_B_507_no_version_of_a_record_is_given_twice()
    {
        for (int round = 0; round < Rounds; round++)
        {
            ExternalReference reference = await engines[0].DumpAsync(new Note { Text = "start" });
            Note[] notes = await Task.WhenAll(engines.SelectMany(engine => Enumerable.Range(0, 4).Select(_ => engine.ValidateAsync<Note>(reference))));
            var versions = new ConcurrentBag<long>();
            await Task.WhenAll(notes.Select((note, i) => Task.Run(async () =>
            {
                note.Text = $"writer {i}";
                DumpResult result = Assert.Single(await engines[i / 4].DumpManyAsync([note]));
                versions.Add(result.Version);
            })));

            Assert.Equal(Enumerable.Range(2, notes.Length).Select(version => (long)version), versions.Order());
            foreach (IToast engine in engines)
            {
                Assert.Equal(notes.Length + 1, Identities.Of(await engine.ValidateAsync<Note>(reference, new ValidateOptions { Fresh = true })).Bound!.Version);
            }
        }
    }

    [Fact, Trait("Behaviour", "B-507"), Trait("Behaviour", "B-504")]
    public async Task B_504_B_507_of_guarded_copies_one_wins_and_the_others_hear_of_it()
    {
        for (int round = 0; round < Rounds; round++)
        {
            ExternalReference reference = await engines[round % 3].DumpAsync(new GuardedNote { Text = "start" });
            GuardedNote[] notes = await Task.WhenAll(engines.Select(engine => engine.ValidateAsync<GuardedNote>(reference)));
            Exception?[] failures = await Task.WhenAll(notes.Select((note, i) => Task.Run(() => Record.ExceptionAsync(() =>
            {
                note.Text = $"writer {i}";
                return engines[i].DumpAsync(note);
            }))));

            int winner = Array.FindIndex(failures, failure => failure is null);
            Assert.All(failures.Where((_, i) => i != winner), failure => Assert.Equal(2, Assert.IsType<ConcurrencyException>(failure).ActualVersion));
            GuardedNote stored = await engines[2].ValidateAsync<GuardedNote>(reference);
            Assert.Equal($"writer {winner}", stored.Text);
        }
    }

    [Fact, Trait("Behaviour", "B-512"), Trait("Behaviour", "B-507")]
    public async Task B_507_B_512_an_older_build_that_writes_all_the_time_stops_where_a_newer_one_in_the_other_cluster_raised_the_record()
    {
        await using IToast older = new ToastBuilder().UseCluster(clusters[0].Client).AddModel<Builds.Old>().Build();
        ToastBuilder raising = new ToastBuilder().UseCluster(clusters[1].Client);
        Builds.Raise(raising);
        await using IToast newer = raising.Build();
        for (int round = 0; round < Rounds; round++)
        {
            var ware = new Builds.Old { Text = "old" };
            ExternalReference reference = await older.DumpAsync(ware);
            Task<StorageValidationException> writing = WriteUntilRefusedAsync(older, ware);
            Builds.Raised raised = await newer.ValidateAsync<Builds.Raised>(reference);
            raised.Title = "raised";
            await newer.DumpAsync(raised);

            Assert.Equal(ErrorCodes.SchemaTooNew, (await writing).Code);
            Assert.Equal("raised", (await newer.ValidateAsync<Builds.Raised>(reference, new ValidateOptions { Fresh = true })).Title);
        }
    }

    private static async Task<StorageValidationException> WriteUntilRefusedAsync(IToast older, Builds.Old ware)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            try
            {
                ware.Count++;
                await older.DumpAsync(ware, cancellationToken: patience.Token);
            }
            catch (StorageValidationException refused)
            {
                return refused;
            }
        }
    }

    private sealed class Silo : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) => siloBuilder.AddToast(options =>
        {
            options.Stores["main"] = Url;
            options.DefaultStore = "main";
        }).SuspectNobody();
    }
}
