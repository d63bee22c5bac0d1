using System.Globalization;
using Toast.Cluster.Tests.Models;
using Toast.Cluster.Tests.Support;

namespace Toast.Cluster.Tests.Behaviours;

/// <summary>Many callers at once, whose loads a silo answers together.</summary>
public sealed class WarmLoadTests : OnWatchedStore
{
    private const int Callers = 300;

    [Fact, Trait("Behaviour", "B-508")]
    public async Task B_508_loads_of_many_callers_give_each_its_own_record_and_read_no_store()
    {
        ExternalReference[] references = await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => Toast.DumpAsync(new Note { Text = Text(i) })));
        await Task.WhenAll(references.Select(reference => Toast.ValidateAsync<Note>(reference)));
        int reads = Backend.Reads;
        for (int round = 0; round < 5; round++)
        {
            Note[] notes = await Task.WhenAll(references.Select(reference => Toast.ValidateAsync<Note>(reference)));

            Assert.Equal(Enumerable.Range(0, Callers).Select(Text), notes.Select(note => note.Text));
            Assert.All(notes, note => Assert.NotNull(Toast.GetReference(note)));
        }

        Assert.Equal(reads, Backend.Reads);
    }

    [Fact, Trait("Behaviour", "B-502")]
    public async Task B_502_no_load_of_many_is_older_than_a_write_that_was_acknowledged_before()
    {
        ExternalReference reference = await Toast.DumpAsync(new Note { Text = "0" });
        for (int version = 1; version <= 30; version++)
        {
            await Toast.DumpAsync(new Note { Text = version.ToString(CultureInfo.InvariantCulture) }, reference);
            Note[] notes = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Toast.ValidateAsync<Note>(reference)));

            Assert.All(notes, note => Assert.Equal(version, int.Parse(note.Text!, CultureInfo.InvariantCulture)));
        }
    }

    [Fact, Trait("Behaviour", "B-508")]
    public async Task B_508_many_loads_of_what_is_cold_large_or_absent_are_answered_like_others()
    {
        string large = new('x', 100_000);
        ExternalReference[] references = await Task.WhenAll(
            Enumerable.Range(0, Callers).Select(i => Toast.DumpAsync(new Note { Text = i % 3 == 0 ? large : Text(i) })));
        for (int i = 1; i < Callers; i += 3)
        {
            await Toast.DeleteAsync(references[i]);
        }

        var absent = new ExternalReference("Note", Guid.CreateVersion7());
        Exception?[] failures = await Task.WhenAll(references.Append(absent).Select(async (reference, i) =>
        {
            Exception? failure = await Record.ExceptionAsync(async () => Assert.Equal(
                i % 3 == 0 ? large : Text(i), (await Toast.ValidateAsync<Note>(reference)).Text));
            return failure;
        }));

        Assert.All(failures.Index(), result => Assert.Equal(
            result.Index % 3 == 1 || result.Index == Callers ? typeof(RecordNotFoundException) : null, result.Item?.GetType()));
    }

    [Fact, Trait("Behaviour", "B-323")]
    public async Task B_323_a_caller_among_many_may_give_up()
    {
        ExternalReference reference = await Toast.DumpAsync(new Note { Text = "here" });
        using var given = new CancellationTokenSource();
        Task<Note>[] loads = [.. Enumerable.Range(0, Callers).Select(i => Toast.ValidateAsync<Note>(reference, null, i % 2 == 0 ? given.Token : default))];
        await given.CancelAsync();

        for (int i = 0; i < Callers; i++)
        {
            Exception? failure = await Record.ExceptionAsync(() => loads[i]);
            Assert.True(failure is null || (i % 2 == 0 && failure is OperationCanceledException), failure?.ToString());
        }
    }

    private static string Text(int i) => string.Create(CultureInfo.InvariantCulture, $"note {i}");
}
