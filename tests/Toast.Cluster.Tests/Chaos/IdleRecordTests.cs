using System.Collections.Concurrent;
using System.Globalization;
using Toast.Cluster.Tests.Models;
using Toast.Cluster.Tests.Support;
using Toast.Grains;
using Xunit.Abstractions;

namespace Toast.Cluster.Tests.Chaos;

/// <summary>
/// Records that were asked for and then forgotten: they leave the memory of a silo, and the store keeps them. They are collected at once, so that both
/// levels are taken at the same distance from a load. An ordinary run is a twentieth of the real thing, in records as in settings; with
/// <c>TOAST_IDLE_RECORDS=1000000</c> the settings are the defaults, and the test also waits until the silo itself lets some go.
/// </summary>
[Collection(Alone.Name)]
public sealed class IdleRecordTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string CountVariable = "TOAST_IDLE_RECORDS";
    private const int Scale = 20;
    private const int FewRecords = 1_000_000 / Scale;
    private const int Batch = 1000;
    private const int Callers = 256;
    private const int Looks = 1000;

    /// <summary>A silo that has served an eighth of the load has been full once.</summary>
    private const int WarmUp = 8;

    private readonly string folder = Path.Combine(Path.GetTempPath(), "toast-idle-" + Guid.NewGuid().ToString("N"));
    private readonly WatchedBackend watched = new();
    private LoneSilo silo = null!;

    private static int? Asked => int.TryParse(Environment.GetEnvironmentVariable(CountVariable), CultureInfo.InvariantCulture, out int count) ? count : null;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(folder);
        silo = await LoneSilo.StartAsync(Configure, models => models.AddModel<Note>().AddModel<GuardedNote>());
    }

    public async Task DisposeAsync()
    {
        await silo.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact, Trait("Behaviour", "B-509")]
    public async Task B_509_after_many_records_memory_returns_to_within_a_fifth_of_its_level_before()
    {
        int records = Asked ?? FewRecords;
        long started = Memory();
        await LoadAsync(records / WarmUp);
        await silo.EmptyAsync(isForced: true);
        long before = Memory();

        IReadOnlyCollection<ExternalReference> some = await LoadAsync(records);
        int warm = await silo.CountAsync();
        long peak = Memory();
        await silo.EmptyAsync(isForced: true);
        long after = Memory();
        output.WriteLine($"{records:N0} records: {started / 1e6:N1} MB at the start, {before / 1e6:N1} MB before, {peak / 1e6:N1} MB with {warm:N0} of them warm, {after / 1e6:N1} MB after.");

        Assert.InRange(warm, 1, records / 2);
        Assert.InRange(after, 1, before + (before / 5));
        Assert.All(await silo.Toast.ValidateManyAsync<Note>(some), result => Assert.StartsWith("idle ", result.Value!.Text, StringComparison.Ordinal));
        if (Asked is not null)
        {
            await silo.EmptyAsync(isForced: false);
        }
    }

    [Fact, Trait("Behaviour", "B-509")]
    public async Task B_509_those_that_leave_while_their_store_is_away_lose_nothing()
    {
        GuardedNote[] notes = [.. Enumerable.Range(0, 500).Select(i => new GuardedNote { Text = $"kept {i}" })];
        ExternalReference[] references = [.. (await silo.Toast.DumpManyAsync(notes)).Select(result => result.Reference!)];
        watched.BeforeWrite = _ => throw new StorageConnectionException(ErrorCodes.AuthFailed, "The store is away.");
        watched.BeforeRead = _ => throw new StorageConnectionException(ErrorCodes.AuthFailed, "The store is away.");
        foreach (GuardedNote note in notes)
        {
            note.Text += ", not acknowledged";
        }

        Assert.All(await silo.Toast.DumpManyAsync(notes), result => Assert.IsType<StorageConnectionException>(result.Error));
        await silo.EmptyAsync(isForced: true);
        watched.BeforeWrite = _ => Task.CompletedTask;
        watched.BeforeRead = _ => Task.CompletedTask;

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        IReadOnlyList<ValidateResult<GuardedNote>> restored = await silo.Toast.ValidateManyAsync<GuardedNote>(references);
        while (restored.Any(result => result.Error is StorageConnectionException))
        {
            // The silo tries a store that was away again after a few seconds.
            await Task.Delay(100, patience.Token);
            restored = await silo.Toast.ValidateManyAsync<GuardedNote>(references);
        }

        Assert.Equal(notes.Select((_, i) => $"kept {i}"), restored.Select(result => result.Value!.Text));
    }

    private static long Memory() => GC.GetTotalMemory(forceFullCollection: true);

    /// <summary>
    /// Dumps notes, asks for each once, which brings its grain to life, and gives some of the references. What is asked for leaves no instances in this process,
    /// of which an app knows where they come from as long as they live.
    /// </summary>
    private async Task<IReadOnlyCollection<ExternalReference>> LoadAsync(int records)
    {
        var some = new ConcurrentBag<ExternalReference>();
        foreach (int[] numbers in Enumerable.Range(0, records).Chunk(Batch))
        {
            Note[] notes = [.. numbers.Select(i => new Note { Text = $"idle {i}, and what else a small record holds: a name, a mail address" })];
            ExternalReference[] references = [.. (await silo.Toast.DumpManyAsync(notes)).Select(result => result.Reference ?? throw result.Error!)];
            await Parallel.ForEachAsync(references, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (reference, cancellationToken) =>
                Assert.Equal(1, (await silo.Toast.GetInfoAsync(reference, cancellationToken)).Version));
            foreach (ExternalReference reference in references.Take(Math.Max(1, Looks * Batch / records)))
            {
                some.Add(reference);
            }
        }

        return some;
    }

    private void Configure(ToastSiloOptions options)
    {
        options.Stores["main"] = $"sqlite:///{folder}/records.db";
        options.AddStore("watched", watched);
        options.Classes["GuardedNote"] = "watched";
        options.DefaultStore = "main";
        if (Asked is null)
        {
            options.MaxWarmRecords /= Scale;
        }
    }
}
