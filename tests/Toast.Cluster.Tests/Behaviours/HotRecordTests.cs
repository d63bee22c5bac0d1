using Toast.Cluster.Tests.Models;
using Toast.Cluster.Tests.Support;

namespace Toast.Cluster.Tests.Behaviours;

/// <summary>Many callers at one record.</summary>
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
}
