using Toast.Cluster.Tests.Models;
using Toast.Cluster.Tests.Support;

namespace Toast.Cluster.Tests.Behaviours;

/// <summary>A store that loses everything while grains remember its records.</summary>
public sealed class WipedStoreTests : OnWatchedStore
{
    private static readonly ValidateOptions Fresh = new() { Fresh = true };

    [Theory, Trait("Behaviour", "B-319")]
    [InlineData("dump")]
    [InlineData("guarded dump")]
    [InlineData("dump of a version")]
    [InlineData("update")]
    [InlineData("fresh load")]
    [InlineData("bulk")]
    public async Task B_319_the_first_call_that_reaches_the_store_says_so_and_then_every_silo_does(string verb)
    {
        Note note = new() { Text = "lost" };
        GuardedNote guarded = new() { Text = "lost" };
        ExternalReference reference = verb == "guarded dump" ? await Toast.DumpAsync(guarded) : await Toast.DumpAsync(note);
        foreach (IToast engine in EnginesOfSilos())
        {
            Assert.True(await engine.ExistsAsync(reference));
        }

        Backend.Wipe();
        await Assert.ThrowsAsync<RecordNotFoundException>(() => verb switch
        {
            "dump" => Toast.DumpAsync(note),
            "guarded dump" => Toast.DumpAsync(guarded),
            "dump of a version" => Toast.DumpAsync(note, new DumpOptions { ExpectedVersion = 1 }),
            "update" => Toast.UpdateAsync<Note>(reference, found => found),
            "fresh load" => Toast.ValidateAsync<Note>(reference, Fresh),
            _ => ThrowAsync(Toast.DumpManyAsync([note])),
        });

        foreach (IToast engine in EnginesOfSilos())
        {
            Assert.False(await engine.ExistsAsync(reference));
            await Assert.ThrowsAsync<RecordNotFoundException>(() => engine.GetInfoAsync(reference));
        }

        Assert.Null(await Backend.Inner.LoadAsync(new RecordKey(reference.ClassName, reference.Id), CancellationToken.None));
    }

    [Fact, Trait("Behaviour", "B-319")]
    public async Task B_319_new_records_and_those_made_again_on_purpose_begin_at_once()
    {
        var note = new Note { Text = "lost" };
        ExternalReference reference = await Toast.DumpAsync(note);
        note.Text = "lost as well";
        await Toast.DumpAsync(note);
        Backend.Wipe();
        ExternalReference fresh = await Toast.DumpAsync(new Note { Text = "new" });
        note.Text = "again";
        await Toast.DumpAsync(note, new DumpOptions { Recreate = true });

        foreach (IToast engine in EnginesOfSilos())
        {
            Assert.Equal("new", (await engine.ValidateAsync<Note>(fresh)).Text);
            Assert.Equal("again", (await engine.ValidateAsync<Note>(reference)).Text);
        }

        Assert.Equal(1, (await Toast.GetInfoAsync(reference)).Version);
    }

    private static async Task ThrowAsync(Task<IReadOnlyList<DumpResult>> bulk)
    {
        if (Assert.Single(await bulk).Error is { } error)
        {
            throw error;
        }
    }
}
