using System.Diagnostics;
using Toast.Endurance.Tests.Checks;
using Toast.Endurance.Tests.History;
using Toast.Endurance.Tests.Load;
using Toast.Endurance.Tests.Stores;

namespace Toast.Endurance.Tests.Chaos;

/// <summary>
/// One stretch of load on fresh records, with faults at random, and the check of what is left. A long run has many rounds on the same engines, so
/// that histories stay small enough to keep.
/// </summary>
internal sealed class Round(StoreUnderTest store, IReadOnlyList<IToast> engines, Report report, int seed, HashSet<ExternalReference>? earlier = null)
{
    private const int Callers = 64;
    private const int SeedBatch = 200;

    /// <summary>A store that is back is used again within this time (2.3 of the behaviours: deadline of a call and a fifth).</summary>
    private static readonly TimeSpan RecoveryBound = TimeSpan.FromSeconds(12);

    /// <summary>The bound is for an idle machine; a test that shares it waits longer before it calls a failure.</summary>
    private static readonly TimeSpan Patience = RecoveryBound * 3;

    private readonly Random random = new(seed);
    private readonly Population population = new(earlier ?? []);
    private readonly Disturbances disturbances = new();

    public async Task<IReadOnlyList<Violation>> RunAsync(TimeSpan duration)
    {
        await SeedAsync();
        using var stop = new CancellationTokenSource();
        Caller[] callers = [.. Enumerable.Range(0, Callers).Select(i => new Caller(engines[i % engines.Count], population, report, seed + (i * 10)))];
        Task[] running = [.. callers.Select(caller => caller.RunAsync(stop.Token))];
        await DisturbAsync(callers, duration);
        await stop.CancelAsync();
        await Task.WhenAll(running).WaitAsync(Patience);

        // What was acknowledged must be durable, so it is read after the hardest end: by the engines that saw it all, and by one that saw nothing.
        long start = Stamps.Now();
        await store.KillAsync();
        disturbances.Add(start, Stamps.Now());
        await using IToast stranger = Engines.On(store.Url);
        foreach (IToast engine in engines.Append(stranger))
        {
            await ReadAllAsync<Parcel>(engine);
            await ReadAllAsync<Contract>(engine);
            await ReadAllAsync<Tally>(engine);
        }

        earlier?.UnionWith(population.All.Select(subject => subject.Reference));
        return [.. HistoryChecker.Check(population.All.Select(subject => subject.History), disturbances)];
    }

    private async Task SeedAsync()
    {
        var recorder = new Recorder(report);
        foreach (Content[] batch in Population.Seeds(random).Chunk(SeedBatch))
        {
            Subject[] subjects = [.. batch.Select(population.Add)];
            long start = Stamps.Now();
            IReadOnlyList<DumpResult> results = await engines[0].DumpManyAsync(batch);
            for (int i = 0; i < batch.Length; i++)
            {
                recorder.Count("seed", results[i].Error, start);
                Recorder.Note(subjects[i], batch[i], Intent.Unconditional, results[i].Error, start, start, lost: 0);
            }
        }
    }

    private async Task DisturbAsync(Caller[] callers, TimeSpan duration)
    {
        long begin = Stamps.Now();
        while (Stopwatch.GetElapsedTime(begin) is var elapsed && elapsed < duration)
        {
            TimeSpan calm = TimeSpan.FromMilliseconds(random.Next(300, 3000));
            await Task.Delay(calm < duration - elapsed ? calm : duration - elapsed);
            if (store.Faults.Count > 0)
            {
                Fault fault = store.Faults[random.Next(store.Faults.Count)];
                long start = Stamps.Now();
                await fault.RunAsync(random);
                report.Fault(fault.Name);
                long healed = Stamps.Now();
                await RecoverAsync(callers, healed, fault);
                disturbances.Add(start, Stamps.Now());
            }
        }
    }

    /// <summary>Waits until every caller succeeded with a call that began after the store was whole again.</summary>
    private async Task RecoverAsync(Caller[] callers, long healed, Fault fault)
    {
        while (callers.Count(caller => caller.LastSuccess <= healed) is var waiting and > 0)
        {
            Assert.True(
                Stopwatch.GetElapsedTime(healed) < Patience,
                $"{waiting} of {callers.Length} callers had no success within {Patience.TotalSeconds} s after '{fault.Name}' of {store.Name}, seed {seed}.\n{report}");
            await Task.Delay(5);
        }

        report.Recovery(healed, Stamps.Now());
    }

    private async Task ReadAllAsync<T>(IToast engine)
        where T : Content
    {
        var looking = new Looking(engine, population, random);
        var recorder = new Recorder(report);
        foreach (Subject[] batch in population.Of(typeof(T)).Chunk(SeedBatch))
        {
            long start = Stamps.Now();
            IReadOnlyList<Subject> rest = batch;
            while ((rest = await looking.ValidateManyAsync<T>(recorder, rest)).Count > 0)
            {
                Assert.True(Stopwatch.GetElapsedTime(start) < Patience, $"{rest.Count} records of {store.Name} could not be read at the end, seed {seed}.\n{report}");
                await Task.Delay(50);
            }
        }
    }
}
