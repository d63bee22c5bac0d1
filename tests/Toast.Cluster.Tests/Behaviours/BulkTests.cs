using Toast.Cluster.Tests.Models;
using Toast.Cluster.Tests.Support;

namespace Toast.Cluster.Tests.Behaviours;

/// <summary>Bulk calls go through the grains of the records.</summary>
public sealed class BulkTests : OnWatchedStore
{
    [Fact, Trait("Behaviour", "B-516")]
    public async Task B_516_after_a_bulk_dump_no_silo_shows_the_earlier_content()
    {
        Note[] notes = [.. Enumerable.Range(0, 300).Select(i => new Note { Text = $"first {i}" })];
        ExternalReference[] references = [.. (await Toast.DumpManyAsync(notes)).Select(result => result.Reference!)];
        IToast[] engines = EnginesOfSilos();
        await Task.WhenAll(references.Select((reference, i) => engines[i % engines.Length].ValidateAsync<Note>(reference)));
        for (int i = 0; i < notes.Length; i++)
        {
            notes[i].Text = $"second {i}";
        }

        Assert.All(await Toast.DumpManyAsync(notes), result => Assert.Equal(2, result.Version));
        foreach (IToast engine in engines)
        {
            IReadOnlyList<ValidateResult<Note>> restored = await engine.ValidateManyAsync<Note>(references);
            Assert.Equal(notes.Select(note => note.Text), restored.Select(result => result.Value!.Text));
        }
    }

    [Fact, Trait("Behaviour", "B-516")]
    public async Task B_516_after_a_delete_no_silo_shows_the_record()
    {
        ExternalReference reference = await Toast.DumpAsync(new Note { Text = "there" });
        IToast[] engines = EnginesOfSilos();
        foreach (IToast engine in engines)
        {
            await engine.ValidateAsync<Note>(reference);
        }

        Assert.True(await engines[0].DeleteAsync(reference));
        foreach (IToast engine in engines)
        {
            await Assert.ThrowsAsync<RecordNotFoundException>(() => engine.ValidateAsync<Note>(reference));
        }
    }

    [Fact, Trait("Behaviour", "B-515")]
    public async Task B_515_circles_are_dumped_and_loaded_by_many_at_once()
    {
        var first = new Link { Text = "first" };
        var second = new Link { Text = "second" };
        first.Next = second;
        second.Next = first;
        ExternalReference reference = await Toast.DumpAsync(first);
        IToast[] engines = EnginesOfSilos();
        await Task.WhenAll(Enumerable.Range(0, 60).Select(async i =>
        {
            IToast engine = engines[i % engines.Length];
            Link restored = await engine.ValidateAsync<Link>(reference);
            Link next = await restored.Next!.LoadAsync();
            next.Text = $"second {i}";
            await engine.DumpAsync(next);
            await engine.DumpAsync(restored);
        }));

        Assert.Equal("first", (await Toast.ValidateAsync<Link>(reference)).Text);
    }
}
