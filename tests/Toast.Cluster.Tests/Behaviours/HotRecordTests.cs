using Toast.Cluster.Tests.Models;
using Toast.Cluster.Tests.Support;

namespace Toast.Cluster.Tests.Behaviours;

/// <summary>Many callers at one record, and one large record.</summary>
public sealed class HotRecordTests : OnWatchedStore
{
    private const int Writers = 1000;

    [Fact, Trait("Behaviour", "B-510")]
    public async Task B_510_a_thousand_writers_of_one_record_are_acknowledged_in_far_fewer_writes()
    {
        ExternalReference reference = await Toast.DumpAsync(new Note { Text = "start" });
        Backend.BeforeWrite = _ => Task.Delay(20);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Toast.DumpAsync(new Note { Text = $"writer {i}" }, reference)));
        Backend.BeforeWrite = _ => Task.CompletedTask;

        Assert.Equal(Writers + 1, (await Toast.GetInfoAsync(reference)).Version);
        Assert.InRange(Backend.Writes, 2, Writers / 5);
        Assert.Equal(
            (await Toast.ValidateAsync<Note>(reference)).Text, (await Toast.ValidateAsync<Note>(reference, new ValidateOptions { Fresh = true })).Text);
    }

    [Fact, Trait("Behaviour", "B-510"), Trait("Behaviour", "B-114")]
    public async Task B_510_B_114_many_updates_from_all_silos_lose_nothing()
    {
        ExternalReference reference = await Toast.DumpAsync(new Note { Text = "" });
        IToast[] engines = EnginesOfSilos();
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => engines[i % engines.Length].UpdateAsync<Note>(
            reference,
            note =>
            {
                note.Text += "x";
                return note;
            },
            new DumpOptions { Timeout = TimeSpan.FromMinutes(2) })));

        Assert.Equal(60, (await Toast.ValidateAsync<Note>(reference)).Text.Length);
    }

    [Fact, Trait("Behaviour", "B-511")]
    public async Task B_511_a_record_of_the_largest_size_goes_between_silos_and_back()
    {
        const int Limit = 16 * 1024 * 1024;
        string text = new('x', Limit - """{"text":""}""".Length);
        ExternalReference reference = await Toast.DumpAsync(new Note { Text = text });
        foreach (IToast engine in EnginesOfSilos().Append(Toast))
        {
            Assert.Equal(text, (await engine.ValidateAsync<Note>(reference)).Text);
        }

        StorageValidationException refused = await Assert.ThrowsAsync<StorageValidationException>(() => Toast.DumpAsync(new Note { Text = text + "x" }));
        Assert.Equal(ErrorCodes.RecordTooLarge, refused.Code);
    }

    [Fact, Trait("Behaviour", "B-511")]
    public async Task B_511_many_large_records_are_restored_together_although_they_do_not_fit_into_one_message()
    {
        Note[] notes = [.. Enumerable.Range(0, 6).Select(i => new Note { Text = new string((char)('a' + i), 5_000_000) })];
        IReadOnlyList<DumpResult> dumped = await Toast.DumpManyAsync(notes);
        IReadOnlyList<ValidateResult<Note>> restored = await Toast.ValidateManyAsync<Note>(dumped.Select(result => result.Reference!));

        Assert.Equal(notes.Select(note => note.Text), restored.Select(result => result.Value!.Text));
    }
}
