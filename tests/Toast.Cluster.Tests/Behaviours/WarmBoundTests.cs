using System.Collections.Concurrent;
using System.Globalization;
using Toast.Cluster.Tests.Models;
using Toast.Cluster.Tests.Support;

namespace Toast.Cluster.Tests.Behaviours;

/// <summary>A silo that is asked for more records than it keeps in memory.</summary>
public sealed class WarmBoundTests : IAsyncLifetime
{
    private const int Bound = 1000;
    private const int Callers = 100;

    /// <summary>What may be used beyond the bound before used records leave too.</summary>
    private const int Slack = Bound / 50;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly WatchedBackend backend = new();
    private readonly ConcurrentDictionary<Guid, int> reads = new();
    private LoneSilo silo = null!;

    public async Task InitializeAsync()
    {
        backend.BeforeRead = key =>
        {
            reads.AddOrUpdate(key.Id, 1, (_, count) => count + 1);
            return Task.CompletedTask;
        };
        silo = await LoneSilo.StartAsync(
            options =>
            {
                options.AddStore("main", backend);
                options.DefaultStore = "main";
                options.MaxWarmRecords = Bound;
                options.WarmFreshness = TimeSpan.FromDays(1);
            },
            models => models.AddModel<Note>());
    }

    public async Task DisposeAsync() => await silo.DisposeAsync();

    [Fact, Trait("Behaviour", "B-509")]
    public async Task B_509_a_silo_keeps_no_more_records_warm_than_it_is_told_however_many_are_asked_for()
    {
        int most = 0;
        foreach (ExternalReference[] cold in (await DumpAsync(20 * Bound)).Chunk(Callers))
        {
            await LoadAsync(cold);
            most = Math.Max(most, silo.Warm.Count);
        }

        Assert.InRange(most, Bound, 5 * Bound);
        await UntilAsync(async () => silo.Warm.Count <= Bound + Slack && await silo.CountAsync() <= Bound + Slack);
        Assert.InRange(silo.Warm.Count, Bound - Callers, Bound + Slack);
    }

    [Fact, Trait("Behaviour", "B-509"), Trait("Behaviour", "B-508")]
    public async Task B_509_B_508_records_that_are_asked_for_again_and_again_stay_while_others_come_and_go()
    {
        ExternalReference[] hot = await DumpAsync(Bound / 4);
        ExternalReference[] cold = await DumpAsync(10 * Bound);
        await LoadAsync(hot);
        foreach (ExternalReference[] some in cold.Chunk(Callers))
        {
            await LoadAsync(some);
            await LoadAsync(hot);
        }

        Assert.All(hot, reference => Assert.Equal(1, reads[reference.Id]));
        await LoadAsync(cold[..Callers]);
        Assert.All(cold[..Callers], reference => Assert.Equal(2, reads[reference.Id]));
    }

    [Fact, Trait("Behaviour", "B-509")]
    public async Task B_509_a_silo_whose_every_record_is_in_use_keeps_its_bound_too()
    {
        ExternalReference[] hot = await DumpAsync(2 * Bound);
        for (int round = 0; round < 5; round++)
        {
            await LoadAsync(hot);
            await LoadAsync(hot[..Bound]);
        }

        await UntilAsync(() => Task.FromResult(silo.Warm.Count <= Bound + Slack));
    }

    [Fact, Trait("Behaviour", "B-509"), Trait("Behaviour", "B-505")]
    public async Task B_509_B_505_a_record_that_is_being_written_stays_until_it_is_written()
    {
        ExternalReference written = (await DumpAsync(1))[0];
        var key = new RecordKey(written.ClassName, written.Id);
        ExternalReference[] cold = await DumpAsync(3 * Bound);
        using var gate = new SemaphoreSlim(0);
        int writes = backend.Writes;
        backend.BeforeWrite = request => request.Key == key ? gate.WaitAsync() : Task.CompletedTask;
        Task<ExternalReference> dump = silo.Toast.DumpAsync(new Note { Text = "new" }, written);
        await UntilAsync(() => Task.FromResult(backend.Writes > writes));
        await LoadAsync(cold);

        Assert.NotNull(silo.Warm.Find(key));
        Assert.False(dump.IsCompleted);
        gate.Release();
        await dump;
        Assert.Equal(writes + 1, backend.Writes);
        Assert.Equal("new", (await silo.Toast.ValidateAsync<Note>(written)).Text);
    }

    [Fact, Trait("Behaviour", "B-509"), Trait("Behaviour", "B-502")]
    public async Task B_509_B_502_records_that_leave_and_come_back_while_they_are_written_lose_nothing()
    {
        const int Writers = 16, Rounds = 4;
        ExternalReference[] references = await DumpAsync(3 * Bound);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            var order = new Random(writer);
            ExternalReference[] own = [.. references.Where((_, i) => i % Writers == writer)];
            for (int round = 1; round <= Rounds; round++)
            {
                order.Shuffle(own);
                foreach (ExternalReference reference in own)
                {
                    Note note = await silo.Toast.ValidateAsync<Note>(reference);
                    Assert.Equal(round - 1, int.Parse(note.Text, CultureInfo.InvariantCulture));
                    note.Text = round.ToString(CultureInfo.InvariantCulture);
                    await silo.Toast.DumpAsync(note);
                }
            }
        }));

        IReadOnlyList<ValidateResult<Note>> stored = await silo.Toast.ValidateManyAsync<Note>(references, new ValidateOptions { Fresh = true });
        Assert.All(stored, result => Assert.Equal(Rounds, int.Parse(result.Value!.Text, CultureInfo.InvariantCulture)));
        Assert.Equal(references.Length * (Rounds + 1), backend.Writes);
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await isSo())
        {
            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>New records, which have no grains yet.</summary>
    private async Task<ExternalReference[]> DumpAsync(int count) =>
        [.. (await silo.Toast.DumpManyAsync(Enumerable.Range(0, count).Select(_ => new Note { Text = "0" }))).Select(result => result.Reference ?? throw result.Error!)];

    private Task LoadAsync(IReadOnlyCollection<ExternalReference> references) => Parallel.ForEachAsync(
        references, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (reference, cancellationToken) => await silo.Toast.GetInfoAsync(reference, cancellationToken));
}
