using Toast.Cluster.Tests.Models;
using Toast.Cluster.Tests.Support;

namespace Toast.Cluster.Tests.Behaviours;

/// <summary>Records that are large, alone and beside small ones.</summary>
public sealed class LargeRecordTests : OnWatchedStore
{
    private const int Large = 10_000_000;

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

    [Fact, Trait("Behaviour", "B-511"), Trait("Behaviour", "B-510")]
    public async Task B_510_B_511_small_records_are_written_and_read_while_a_large_one_goes_back_and_forth()
    {
        const int Small = 1000;
        IToast[] engines = [.. EnginesOfSilos(), Toast];
        ExternalReference large = await Toast.DumpAsync(new Note { Text = new string('a', Large) });
        using var turns = new SemaphoreSlim(0);
        using var stop = new CancellationTokenSource();
        Task<int> moving = MoveAsync(large, engines, turns, stop.Token);

        // The large one is on its way when the first small one begins, and again before the last one ends.
        await turns.WaitAsync();
        await WriteAndReadAsync(engines, Small / 2);
        await turns.WaitAsync();
        await WriteAndReadAsync(engines, Small / 2);
        await stop.CancelAsync();
        int moves = await moving;

        Assert.Equal(moves + 1, (await Toast.GetInfoAsync(large)).Version);
        Assert.Equal(Large, (await Toast.ValidateAsync<Note>(large)).Text.Length);
    }

    private static async Task WriteAndReadAsync(IToast[] engines, int count)
    {
        await Task.WhenAll(Enumerable.Range(0, count).Select(async i =>
        {
            IToast engine = engines[i % engines.Length], other = engines[(i + 1) % engines.Length];
            var note = new Note { Text = $"small {i}" };
            ExternalReference reference = await engine.DumpAsync(note);
            note.Text += ", changed";
            await engine.DumpAsync(note);
            Assert.Equal(note.Text, (await other.ValidateAsync<Note>(reference)).Text);
        }));
    }

    /// <summary>Has one silo after the other write the large record and the next one read it; gives how often.</summary>
    private static async Task<int> MoveAsync(ExternalReference large, IToast[] engines, SemaphoreSlim turns, CancellationToken stop)
    {
        int moves = 0;
        for (; !stop.IsCancellationRequested; moves++)
        {
            turns.Release();
            string text = new((char)('b' + (moves % 20)), Large);
            await engines[moves % engines.Length].DumpAsync(new Note { Text = text }, large, cancellationToken: CancellationToken.None);
            Assert.Equal(text, (await engines[(moves + 1) % engines.Length].ValidateAsync<Note>(large, cancellationToken: CancellationToken.None)).Text);
        }

        return moves;
    }
}
