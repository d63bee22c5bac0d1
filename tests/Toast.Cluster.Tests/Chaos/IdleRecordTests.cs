using System.Collections.Concurrent;
using Orleans.Configuration;
using Orleans.TestingHost;
using Toast.Cluster.Tests.Models;
using Toast.Cluster.Tests.Support;
using Xunit.Abstractions;

namespace Toast.Cluster.Tests.Chaos;

/// <summary>
/// Records that were dumped through one silo and that nobody asks for: they leave its memory, and the store keeps them. An ordinary run dumps some and has
/// them collected at once; with <c>TOAST_IDLE_RECORDS=1000000</c> it dumps that many and waits until the silo itself lets them go.
/// </summary>
[Collection(Alone.Name)]
public sealed class IdleRecordTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string CountVariable = "TOAST_IDLE_RECORDS";
    private const int FewRecords = 50_000;
    private const int Batch = 2000;
    private const int Looks = 1000;

    /// <summary>Those of Orleans itself and the workers for bulks.</summary>
    private const int OtherGrains = 200;

    /// <summary>How many places of grains Orleans remembers; its own 100,000 would hide whether some records leave.</summary>
    private const int RememberedPlaces = 1000;

    /// <summary>Longer than a million dumps take.</summary>
    private static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Patience = IdleTime * 3;

    private readonly string folder = Path.Combine(Path.GetTempPath(), "toast-idle-" + Guid.NewGuid().ToString("N"));
    private TestCluster? cluster;
    private IToast? toast;

    private static string NextUrl { get; set; } = "";

    private static WatchedBackend Watched { get; } = new();

    private IManagementGrain Management => cluster!.Client.GetGrain<IManagementGrain>(0);

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(folder);
        NextUrl = $"sqlite:///{folder}/records.db";
        var builder = new TestClusterBuilder(1);
        builder.AddSiloBuilderConfigurator<Silo>();
        cluster = builder.Build();
        await cluster.DeployAsync();
        toast = new ToastBuilder().UseCluster(cluster.Client).AddModel<Note>().AddModel<GuardedNote>().WithPatience().Build();
    }

    public async Task DisposeAsync()
    {
        await toast!.DisposeAsync();
        await cluster!.StopAllSilosAsync();
        await cluster.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact, Trait("Behaviour", "B-509")]
    public async Task B_509_records_that_nobody_asks_for_leave_memory_and_stay_in_the_store()
    {
        bool isAsked = int.TryParse(Environment.GetEnvironmentVariable(CountVariable), out int count);
        count = isAsked ? count : FewRecords;
        await DumpAsync(Batch);
        await GoneAsync(isForced: true);
        long before = Memory();
        IReadOnlyCollection<ExternalReference> some = await DumpAsync(count);
        int warm = await CountAsync();
        long peak = Memory();
        Assert.InRange(warm, FewRecords - OtherGrains, count + OtherGrains);
        await GoneAsync(isForced: !isAsked);
        long after = Memory();
        output.WriteLine($"{count:N0} records: {before / 1e6:N1} MB before, {peak / 1e6:N1} MB while warm, {after / 1e6:N1} MB after; {(peak - before) / (double)warm:N0} bytes for each of {warm:N0} warm ones.");

        // What stays are the tables of Orleans, which keep their size, and its list of where grains were, which is bounded.
        Assert.InRange(after - before, long.MinValue, (peak - before) / 5);
        Assert.All(await toast!.ValidateManyAsync<Note>(some), result => Assert.StartsWith("idle ", result.Value!.Text, StringComparison.Ordinal));
    }

    [Fact, Trait("Behaviour", "B-509")]
    public async Task B_509_those_that_leave_while_their_store_is_away_lose_nothing()
    {
        GuardedNote[] notes = [.. Enumerable.Range(0, 500).Select(i => new GuardedNote { Text = $"kept {i}" })];
        ExternalReference[] references = [.. (await toast!.DumpManyAsync(notes)).Select(result => result.Reference!)];
        Watched.BeforeWrite = _ => throw new StorageConnectionException(ErrorCodes.AuthFailed, "The store is away.");
        Watched.BeforeRead = _ => throw new StorageConnectionException(ErrorCodes.AuthFailed, "The store is away.");
        foreach (GuardedNote note in notes)
        {
            note.Text += ", not acknowledged";
        }

        Assert.All(await toast.DumpManyAsync(notes), result => Assert.IsType<StorageConnectionException>(result.Error));
        await GoneAsync(isForced: true);
        Watched.BeforeWrite = _ => Task.CompletedTask;
        Watched.BeforeRead = _ => Task.CompletedTask;

        using var patience = new CancellationTokenSource(Patience);
        IReadOnlyList<ValidateResult<GuardedNote>> restored = await toast.ValidateManyAsync<GuardedNote>(references);
        while (restored.Any(result => result.Error is StorageConnectionException))
        {
            // The silo tries a store that was away again after a few seconds.
            await Task.Delay(100, patience.Token);
            restored = await toast.ValidateManyAsync<GuardedNote>(references);
        }

        Assert.Equal(notes.Select((_, i) => $"kept {i}"), restored.Select(result => result.Value!.Text));
    }

    private static long Memory() => GC.GetTotalMemory(forceFullCollection: true);

    /// <summary>Dumps notes, asks for each once, which brings its grain to life, and gives some of the references.</summary>
    private async Task<IReadOnlyCollection<ExternalReference>> DumpAsync(int count)
    {
        var some = new ConcurrentBag<ExternalReference>();
        await Parallel.ForEachAsync(Enumerable.Range(0, count).Chunk(Batch), async (numbers, _) =>
        {
            Note[] notes = [.. numbers.Select(i => new Note { Text = $"idle {i}, and what else a small record holds: a name, a mail address" })];
            IReadOnlyList<DumpResult> results = await toast!.DumpManyAsync(notes, cancellationToken: CancellationToken.None);
            Assert.All(results, result => Assert.True(result.Succeeded, result.Error?.ToString()));
            Assert.All(await toast.ValidateManyAsync<Note>(results.Select(result => result.Reference!), cancellationToken: CancellationToken.None), result => Assert.Null(result.Error));
            foreach (DumpResult result in results.Take(Math.Max(1, Looks * Batch / count)))
            {
                some.Add(result.Reference!);
            }
        });
        return some;
    }

    /// <summary>Waits until all have left; those that were busy when others were collected are collected again.</summary>
    private async Task GoneAsync(bool isForced)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await CountAsync() > 0)
        {
            if (isForced)
            {
                try
                {
                    await Management.ForceActivationCollection(TimeSpan.Zero);
                }
                catch (TimeoutException)
                {
                    // The silo carries on with it, and is asked again.
                }
            }

            await Task.Delay(50, patience.Token);
        }
    }

    /// <summary>How many records are warm, give or take a few grains of other kinds. The counts by kind would be those of all silos of this process.</summary>
    private async Task<int> CountAsync()
    {
        SiloRuntimeStatistics[] silos = await Management.GetRuntimeStatistics([cluster!.Primary.SiloAddress]);
        return Math.Max(0, silos[0].ActivationCount - OtherGrains);
    }

    private sealed class Silo : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) => siloBuilder.AddToast(options =>
        {
            options.Stores["main"] = NextUrl;
            options.AddStore("watched", Watched);
            options.Classes["GuardedNote"] = "watched";
            options.DefaultStore = "main";
            options.IdleTime = IdleTime;
        }).SuspectNobody().Configure<GrainDirectoryOptions>(directory => directory.CacheSize = RememberedPlaces);
    }
}
