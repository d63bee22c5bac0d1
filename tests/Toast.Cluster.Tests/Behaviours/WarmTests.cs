using Toast.Cluster.Tests.Models;
using Toast.Cluster.Tests.Support;

namespace Toast.Cluster.Tests.Behaviours;

/// <summary>What a warm grain may answer, and what it must ask its store.</summary>
public sealed class WarmTests : OnWatchedStore
{
    [Fact, Trait("Behaviour", "B-508")]
    public async Task B_508_a_warm_load_reads_no_store_from_any_silo()
    {
        ExternalReference reference = await Toast.DumpAsync(new Note { Text = "warm" });
        foreach (IToast engine in EnginesOfSilos().Append(Toast))
        {
            Assert.Equal("warm", (await engine.ValidateAsync<Note>(reference)).Text);
        }

        Assert.Equal((1, 0), (Backend.Writes, Backend.Reads));
    }

    [Fact, Trait("Behaviour", "B-508")]
    public async Task B_508_a_cold_load_reads_once_and_a_first_dump_never()
    {
        var key = new RecordKey("Note", Guid.CreateVersion7());
        await Backend.Inner.SaveAsync(
            new SaveRequest { Key = key, Data = """{"text":"cold"}"""u8.ToArray(), WriteId = Guid.NewGuid() }, CancellationToken.None);
        var reference = new ExternalReference(key.ClassName, key.Id);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal("cold", (await Toast.ValidateAsync<Note>(reference)).Text);
        }

        Assert.Equal(1, Backend.Reads);
    }

    [Fact, Trait("Behaviour", "B-506")]
    public async Task B_506_a_fresh_load_shows_at_once_what_was_changed_behind_the_grain()
    {
        ExternalReference reference = await Toast.DumpAsync(new Note { Text = "old" });
        await WriteBehindAsync(reference, """{"text":"new"}""");

        Assert.Equal("old", (await Toast.ValidateAsync<Note>(reference)).Text);
        Assert.Equal("new", (await Toast.ValidateAsync<Note>(reference, new ValidateOptions { Fresh = true })).Text);
        Assert.Equal("new", (await Toast.ValidateAsync<Note>(reference)).Text);
    }

    [Fact, Trait("Behaviour", "B-506")]
    public async Task B_506_a_conditional_write_on_stale_content_is_refused_and_shows_the_version_found()
    {
        var note = new GuardedNote { Text = "old" };
        ExternalReference reference = await Toast.DumpAsync(note);
        await WriteBehindAsync(reference, """{"text":"new"}""");
        note.Text = "mine";

        ConcurrencyException conflict = await Assert.ThrowsAsync<ConcurrencyException>(() => Toast.DumpAsync(note));
        Assert.Equal((1L, 2L), (conflict.ExpectedVersion, conflict.ActualVersion));
        Assert.Equal("new", (await Toast.ValidateAsync<GuardedNote>(reference)).Text);
    }

    [Fact, Trait("Behaviour", "B-506"), Trait("Behaviour", "B-504")]
    public async Task B_504_B_506_a_last_write_on_stale_content_is_repeated_on_what_is_there()
    {
        var note = new Note { Text = "old" };
        ExternalReference reference = await Toast.DumpAsync(note);
        await WriteBehindAsync(reference, """{"text":"new"}""");
        note.Text = "mine";
        await Toast.DumpAsync(note);

        Assert.Equal(3, (await Toast.GetInfoAsync(reference)).Version);
        Assert.Equal("mine", (await Toast.ValidateAsync<Note>(reference, new ValidateOptions { Fresh = true })).Text);
    }

    [Fact, Trait("Behaviour", "B-107")]
    public async Task B_107_a_dump_over_a_record_that_was_deleted_behind_the_grain_is_refused()
    {
        var note = new Note { Text = "old" };
        ExternalReference reference = await Toast.DumpAsync(note);
        await Backend.Inner.DeleteAsync(new DeleteRequest(new RecordKey(reference.ClassName, reference.Id), SaveCondition.Any), CancellationToken.None);

        await Assert.ThrowsAsync<RecordNotFoundException>(() => Toast.DumpAsync(note));
        await Assert.ThrowsAsync<RecordNotFoundException>(() => Toast.ValidateAsync<Note>(reference));
    }

    [Fact, Trait("Behaviour", "B-512")]
    public async Task B_512_an_older_build_never_overwrites_what_a_newer_one_wrote()
    {
        var note = new Note { Text = "old" };
        ExternalReference reference = await Toast.DumpAsync(note);
        await Backend.Inner.SaveAsync(
            new SaveRequest
            {
                Key = new RecordKey(reference.ClassName, reference.Id),
                Data = """{"text":"new","added":1}"""u8.ToArray(),
                SchemaVersion = 2,
                Condition = SaveCondition.Exists,
                WriteId = Guid.NewGuid(),
            },
            CancellationToken.None);

        StorageValidationException refused = await Assert.ThrowsAsync<StorageValidationException>(() => Toast.DumpAsync(note));
        Assert.Equal((ErrorCodes.SchemaTooNew, StoreName, reference.ClassName, reference.Id), (refused.Code, refused.Store, refused.ClassName, refused.Id));
        Assert.Equal(2, (await Toast.GetInfoAsync(reference)).SchemaVersion);
    }
}
