using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Toast.Client.Contract;
using Toast.Client.Wire;
using Toast.Cluster.Tests.Models;
using Toast.Cluster.Tests.Support;
using Toast.Grains.Bulk;
using Toast.Grains.Records;

namespace Toast.Cluster.Tests.Behaviours;

/// <summary>Many writers at once, whose dumps a silo does together.</summary>
public sealed class WarmSaveTests : OnWatchedStore
{
    private const int Callers = 300;

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private IStoreGrain Worker => Cluster.Client.GetGrain<IStoreGrain>(0);

    private WirePlace Place => new() { Kind = PlaceKind.Exactly, Store = StoreName };

    [Fact, Trait("Behaviour", "B-502"), Trait("Behaviour", "B-508")]
    public async Task B_502_B_508_dumps_of_many_callers_all_count_and_are_remembered()
    {
        ExternalReference[] references = await DumpWarmAsync(Callers);
        int reads = Backend.Reads;
        for (int round = 1; round <= 5; round++)
        {
            await Task.WhenAll(references.Select((reference, i) => Toast.DumpAsync(new Note { Text = Text(i, round) }, reference)));
            Note[] notes = await Task.WhenAll(references.Select(reference => Toast.ValidateAsync<Note>(reference)));

            Assert.Equal(Enumerable.Range(0, Callers).Select(i => Text(i, round)), notes.Select(note => note.Text));
        }

        Assert.Equal(reads, Backend.Reads);
        Assert.Equal(Callers * 6, Backend.Writes);
        foreach (ExternalReference reference in references)
        {
            Assert.Equal(6, (await StoredAsync(reference))!.Version);
        }
    }

    [Fact, Trait("Behaviour", "B-502"), Trait("Behaviour", "B-510")]
    public async Task B_502_B_510_of_many_writers_of_few_records_each_gets_a_version_of_its_own()
    {
        ExternalReference[] references = await DumpWarmAsync(5);
        var versions = new ConcurrentBag<(Guid, long)>();
        await Task.WhenAll(Enumerable.Range(0, Callers * 2).Select(async i =>
        {
            ExternalReference reference = references[i % references.Length];
            Note note = await Toast.ValidateAsync<Note>(reference);
            note.Text = Text(i, 1);
            DumpResult result = Assert.Single(await Toast.DumpManyAsync([note]));
            Assert.True(result.Succeeded, result.Error?.ToString());
            versions.Add((reference.Id, result.Version));
        }));

        Assert.Equal(Callers * 2, versions.Distinct().Count());
        foreach (ExternalReference reference in references)
        {
            Assert.Equal((Callers * 2 / references.Length) + 1, (await StoredAsync(reference))!.Version);
        }
    }

    [Fact, Trait("Behaviour", "B-506"), Trait("Behaviour", "B-504")]
    public async Task B_504_B_506_a_record_that_changed_behind_the_grains_is_not_built_upon()
    {
        ExternalReference[] references = await DumpWarmAsync(Callers);
        foreach (ExternalReference reference in references)
        {
            await WriteBehindAsync(reference, """{"text":"another's"}""");
        }

        await Task.WhenAll(references.Select((reference, i) => Toast.DumpAsync(new Note { Text = Text(i, 1) }, reference)));

        foreach ((int i, ExternalReference reference) in references.Index())
        {
            Assert.Equal(3, (await StoredAsync(reference))!.Version);
            Assert.Equal(Text(i, 1), (await Toast.ValidateAsync<Note>(reference)).Text);
        }
    }

    [Fact, Trait("Behaviour", "B-505")]
    public async Task B_505_many_writes_that_fail_say_why_and_none_is_shown()
    {
        ExternalReference[] references = await DumpWarmAsync(Callers);
        Backend.BeforeWrite = _ => throw new StorageConnectionException(ErrorCodes.AuthFailed, "The store is away.");
        Exception?[] failures = await Task.WhenAll(
            references.Select((reference, i) => Record.ExceptionAsync(() => Toast.DumpAsync(new Note { Text = Text(i, 1) }, reference))));
        Backend.BeforeWrite = _ => Task.CompletedTask;

        // After the first few the silo leaves the store alone for a while, and says so.
        Assert.All(failures, failure => Assert.False(Assert.IsType<StorageConnectionException>(failure).OutcomeUnknown));
        Assert.Contains(failures, failure => ((StorageConnectionException)failure!).Code == ErrorCodes.AuthFailed);
        using var patience = new CancellationTokenSource(Patience);
        foreach ((int i, ExternalReference reference) in references.Index())
        {
            Note? note = null;
            while (note is null)
            {
                try
                {
                    note = await Toast.ValidateAsync<Note>(reference);
                }
                catch (StorageConnectionException)
                {
                    await Task.Delay(50, patience.Token);
                }
            }

            Assert.Equal(Text(i, 0), note.Text);
        }
    }

    [Fact, Trait("Behaviour", "B-323")]
    public async Task B_323_a_writer_among_many_may_give_up()
    {
        ExternalReference[] references = await DumpWarmAsync(Callers);
        using var given = new CancellationTokenSource();
        Task[] dumps = [.. references.Select((reference, i) => Toast.DumpAsync(new Note { Text = Text(i, 1) }, reference, null, i % 2 == 0 ? given.Token : default))];
        await given.CancelAsync();

        for (int i = 0; i < Callers; i++)
        {
            Exception? failure = await Record.ExceptionAsync(() => dumps[i]);
            Assert.True(failure is null || (i % 2 == 0 && failure is OperationCanceledException), failure?.ToString());
            Assert.Contains((await Toast.ValidateAsync<Note>(references[i])).Text, failure is null ? [Text(i, 1)] : new[] { Text(i, 0), Text(i, 1) });
        }
    }

    [Fact, Trait("Behaviour", "B-516")]
    public async Task B_516_new_records_written_together_have_no_grain_until_somebody_asks()
    {
        SaveRequest request = NewRequest();
        Assert.Equal(TogetherOutcome.Saved, await SaveAsync(request));
        Assert.True(await IsColdAsync(request.Key));
        Assert.NotNull(await StoredAsync(request.Key));

        var reference = new ExternalReference(request.Key.ClassName, request.Key.Id);
        Assert.Equal("new", (await Toast.ValidateAsync<Note>(reference)).Text);
        await Toast.DumpAsync(new Note { Text = "newer" }, reference);
        Assert.Equal("newer", (await Toast.ValidateAsync<Note>(reference)).Text);
        Assert.Equal(1, Backend.Reads);
    }

    [Fact, Trait("Behaviour", "B-516")]
    public async Task B_516_a_new_record_never_takes_the_place_of_one_that_is_there()
    {
        ExternalReference reference = await Toast.DumpAsync(new Note { Text = "first" });
        SaveRequest forged = NewRequest() with { Key = new RecordKey(reference.ClassName, reference.Id) };

        Assert.Equal(TogetherOutcome.NotDone, await SaveAsync(forged));
        Assert.Equal(1, (await StoredAsync(reference))!.Version);
        Assert.Equal("first", (await Toast.ValidateAsync<Note>(reference)).Text);
    }

    [Fact]
    public async Task What_no_grain_remembers_is_left_to_the_grain()
    {
        Assert.Equal(TogetherOutcome.NotDone, await SaveAsync(NewRequest() with { IsNewId = false }));
        Assert.Equal(TogetherOutcome.NotDone, await SaveAsync(NewRequest() with { Key = new RecordKey("Note", Guid.Empty) }));
        SaveRequest refused = NewRequest() with { Data = default };
        Assert.Equal(TogetherOutcome.NotDone, await SaveAsync(refused));
        Assert.All(Cluster.ServicesOfSilos(), silo => Assert.Null(silo.GetRequiredService<WarmRecords>().Find(refused.Key)));
        Assert.Equal(0, Backend.Writes);
    }

    [Fact, Trait("Behaviour", "B-502")]
    public async Task B_502_a_record_with_something_else_to_do_is_left_to_its_grain()
    {
        SaveRequest first = NewRequest();
        Assert.Equal(TogetherOutcome.Saved, await SaveAsync(first));
        await Toast.ValidateAsync<Note>(new ExternalReference(first.Key.ClassName, first.Key.Id));
        var begun = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        Backend.BeforeWrite = _ =>
        {
            begun.TrySetResult();
            return go.Task;
        };
        IServiceProvider silo = Cluster.ServicesOfSilos().Single(services => services.GetRequiredService<WarmRecords>().Find(first.Key) is not null);
        TogetherWriter writer = silo.GetRequiredService<TogetherWriter>();
        IGrainFactory grains = silo.GetRequiredService<IGrainFactory>();
        Task<TogetherAnswer[]> writing = writer.SaveAsync(CallOf(Next(first)), StoreName, grains);
        await begun.Task;

        Assert.Equal(TogetherOutcome.NotDone, Assert.Single(await writer.SaveAsync(CallOf(Next(first)), StoreName, grains)).Outcome);
        go.SetResult();
        Assert.Equal(TogetherOutcome.Saved, Assert.Single(await writing).Outcome);
        Assert.Equal(TogetherOutcome.Saved, Assert.Single(await writer.SaveAsync(CallOf(Next(first)), StoreName, grains)).Outcome);
        Assert.Equal(3, (await StoredAsync(first.Key))!.Version);
    }

    private static SaveRequest NewRequest() => new()
    {
        Key = new RecordKey("Note", Guid.CreateVersion7()),
        Data = """{"text":"new"}"""u8.ToArray(),
        WriteId = Guid.NewGuid(),
        IsNewId = true,
    };

    private static SaveRequest Next(SaveRequest request) => request with { WriteId = Guid.NewGuid(), IsNewId = false };

    private static string Text(int i, int round) => string.Create(CultureInfo.InvariantCulture, $"note {i}, round {round}");

    /// <summary>Dumps notes and asks for each, so that its grain is there.</summary>
    private async Task<ExternalReference[]> DumpWarmAsync(int count)
    {
        ExternalReference[] references = await Task.WhenAll(Enumerable.Range(0, count).Select(i => Toast.DumpAsync(new Note { Text = Text(i, 0) })));
        await Task.WhenAll(references.Select(reference => Toast.ValidateAsync<Note>(reference)));
        return references;
    }

    private async Task<TogetherOutcome> SaveAsync(SaveRequest request) =>
        PackedAnswers.Of(await Worker.SaveTogetherAsync(CallOf(request)), 1)[0].Outcome;

    private TogetherCall CallOf(SaveRequest request) => new() { Place = Place, ClassName = "Note", Saves = PackedSaves.Pack([request]), Budget = Budget };

    private async Task<bool> IsColdAsync(RecordKey key) => PackedRecords.Unpack(
        await Worker.LoadWarmAsync(new WarmCall { Place = Place, ClassName = key.ClassName, Ids = PackedRecords.PackIds([key]) }), [key])[0] is null;

    private Task<StoredRecord?> StoredAsync(ExternalReference reference) => StoredAsync(new RecordKey(reference.ClassName, reference.Id));

    private Task<StoredRecord?> StoredAsync(RecordKey key) => Backend.Inner.LoadAsync(key, CancellationToken.None);
}
