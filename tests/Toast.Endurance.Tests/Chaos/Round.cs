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
internal sealed class Round(StoreUnderTest store, IReadOnlyList<IToast> engines, Report report, int seed)
{
    private const int Callers = 64;
    private const int SeedBatch = 200;

    /// <summary>A store that is back is used again within this time (2.3 of the behaviours: deadline of a call and a fifth).</summary>
    private static readonly TimeSpan RecoveryBound = TimeSpan.FromSeconds(12);

    /// <summary>The bound is for an idle machine; a test that shares it waits longer before it calls a failure.</summary>
    private static readonly TimeSpan Patience = RecoveryBound * 3;

    /// <summary>How much longer a busy machine may take to do what is asked at least.</summary>
    private static readonly TimeSpan LongestExtra = TimeSpan.FromMinutes(5);

    private readonly Random random = new(seed);
    private readonly Population population = new();
    private readonly Disturbances disturbances = new();

    /// <param name="duration">How long the load lasts at least.</param>
    /// <param name="leastDumps">How many dumps are acknowledged at least, by the whole report.</param>
    /// <param name="leastFaults">How many faults there are at least, by the whole report.</param>
    public async Task<IReadOnlyList<Violation>> RunAsync(TimeSpan duration, long leastDumps = 0, long leastFaults = 0)
    {
        await SeedAsync();
        using var stop = new CancellationTokenSource();
        Caller[] callers = [.. Enumerable.Range(0, Callers).Select(i => new Caller(engines[i % engines.Count], population, report, seed + (i * 10)))];
        Task[] running = [.. callers.Select(caller => caller.RunAsync(stop.Token))];
        await DisturbAsync(callers, running, duration, () => report.Dumps >= leastDumps && report.Faults >= leastFaults);
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

        await DeleteAllAsync(stranger);
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

    private async Task DisturbAsync(Caller[] callers, Task[] running, TimeSpan duration, Func<bool> isEnough)
    {
        long begin = Stamps.Now();
        while (Stopwatch.GetElapsedTime(begin) is var elapsed && (elapsed < duration || !isEnough()))
        {
            Assert.True(elapsed < duration + LongestExtra, $"Not enough was done in {elapsed.TotalSeconds:0} s, seed {seed}.\n{report}");
            TimeSpan calm = TimeSpan.FromMilliseconds(random.Next(300, 3000));
            await Task.Delay(elapsed >= duration || calm < duration - elapsed ? calm : duration - elapsed);
            if (store.Faults.Count > 0)
            {
                Fault fault = store.Faults[random.Next(store.Faults.Count)];
                long start = Stamps.Now();
                await fault.RunAsync(random);
                report.Fault(fault.Name);
                long healed = Stamps.Now();
                await RecoverAsync(callers, running, healed, fault);
                disturbances.Add(start, Stamps.Now());
            }
        }
    }

    /// <summary>Waits until every caller succeeded with a call that began after the store was whole again.</summary>
    private async Task RecoverAsync(Caller[] callers, Task[] running, long healed, Fault fault)
    {
        while (callers.Count(caller => caller.LastSuccess <= healed) is var waiting and > 0)
        {
            if (running.FirstOrDefault(caller => caller.IsFaulted) is { } broken)
            {
                // One that ended has no success any more; its own words tell why.
                await broken;
            }

            Assert.True(
                Stopwatch.GetElapsedTime(healed) < Patience,
                $"{waiting} of {callers.Length} callers had no success within {Patience.TotalSeconds} s after '{fault.Name}' of {store.Name}, seed {seed}.\n{report}");
            await Task.Delay(5);
        }

        report.Recovery(healed, Stamps.Now());
    }

    /// <summary>Leaves an empty store to the next round, so that listings take no longer in the last round than in the first.</summary>
    private async Task DeleteAllAsync(IToast engine)
    {
        foreach (Subject[] batch in population.All.Chunk(SeedBatch))
        {
            await Task.WhenAll(batch.Select(subject => engine.DeleteAsync(subject.Reference)));
        }
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
