using Toast.Cluster.Tests.Models;
using Toast.Cluster.Tests.Support;

namespace Toast.Cluster.Tests.Behaviours;

/// <summary>Nothing is remembered before the store has it.</summary>
public sealed class FailedWriteTests : OnWatchedStore
{
    [Fact, Trait("Behaviour", "B-505")]
    public async Task B_505_after_a_failed_write_the_stored_content_is_shown()
    {
        var note = new Note { Text = "stored" };
        ExternalReference reference = await Toast.DumpAsync(note);
        Backend.BeforeWrite = _ => throw new ExternalStorageException(ErrorCodes.StorageFull, "The disk is full. Make room.");
        note.Text = "unsaved";

        ExternalStorageException failure = await Assert.ThrowsAsync<ExternalStorageException>(() => Toast.DumpAsync(note));
        Assert.Equal(ErrorCodes.StorageFull, failure.Code);
        Assert.Equal("stored", (await Toast.ValidateAsync<Note>(reference)).Text);

        Backend.BeforeWrite = _ => Task.CompletedTask;
        await Toast.DumpAsync(note);
        Assert.Equal("unsaved", (await Toast.ValidateAsync<Note>(reference)).Text);
        Assert.Equal(2, (await Toast.GetInfoAsync(reference)).Version);
    }

    [Fact, Trait("Behaviour", "B-505")]
    public async Task B_505_a_load_that_passes_a_write_never_shows_what_is_not_stored_yet()
    {
        var note = new Note { Text = "stored" };
        ExternalReference reference = await Toast.DumpAsync(note);
        var begun = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        Backend.BeforeWrite = _ =>
        {
            begun.SetResult();
            return go.Task;
        };
        note.Text = "next";
        Task<ExternalReference> dump = Toast.DumpAsync(note);
        await begun.Task;

        Assert.Equal("stored", (await Toast.ValidateAsync<Note>(reference)).Text);
        Backend.BeforeWrite = _ => Task.CompletedTask;
        go.SetResult();
        await dump;
        Assert.Equal("next", (await Toast.ValidateAsync<Note>(reference)).Text);
    }

    [Fact, Trait("Behaviour", "B-505"), Trait("Behaviour", "B-125")]
    public async Task B_125_B_505_a_write_whose_answer_was_lost_is_shown_as_it_is_stored_and_recognised_when_repeated()
    {
        var note = new Note { Text = "first" };
        ExternalReference reference = await Toast.DumpAsync(note);
        Backend.AfterWrite = _ => throw new StorageConnectionException(ErrorCodes.AuthFailed, "The answer was lost. Try again.") { OutcomeUnknown = true };
        note.Text = "second";

        StorageConnectionException failure = await Assert.ThrowsAsync<StorageConnectionException>(() => Toast.DumpAsync(note));
        Assert.True(failure.OutcomeUnknown);
        Assert.Equal("second", (await Toast.ValidateAsync<Note>(reference)).Text);

        Backend.AfterWrite = _ => Task.CompletedTask;
        await Toast.DumpAsync(note);
        Assert.Equal(2, (await Toast.GetInfoAsync(reference)).Version);
    }
}
