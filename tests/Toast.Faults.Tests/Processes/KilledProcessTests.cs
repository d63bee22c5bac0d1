using System.Diagnostics;
using System.Globalization;
using Toast.Faults.Tests.Models;
using Toast.Faults.Tests.Support;

namespace Toast.Faults.Tests.Processes;

/// <summary>Processes that dump to one store at a time, and one that is killed while it dumps.</summary>
public sealed class KilledProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory, Trait("Behaviour", "B-312")]
    [InlineData(Place.Sqlite)]
    [InlineData(Place.File)]
    public async Task B_312_every_dump_that_a_killed_process_saw_acknowledged_is_there_and_whole(string kind)
    {
        int seed = LongRun.Seed();
        var random = new Random(seed);
        using var place = new Place(kind);
        ExternalReference shared = await DumpOneAsync(place);
        var acknowledged = new List<ExternalReference>();
        int last = 0;
        for (int round = 0; round < LongRun.Or(4, 40); round++)
        {
            using Process child = ChildProgram.Start(ChildProgram.Write, place.Url, int.MaxValue, shared);
            for (int lines = random.Next(2, 120); lines > 0; lines--)
            {
                Take(await child.StandardOutput.ReadLineAsync().WaitAsync(Patience));
            }

            child.Kill();
            string[] rest = (await child.StandardOutput.ReadToEndAsync()).Split('\n');
            await child.WaitForExitAsync();

            // The kill may have cut the last line.
            Array.ForEach(rest[..^1], Take);
            await CheckAsync();
        }

        void Take(string? line)
        {
            Assert.False(string.IsNullOrEmpty(line), $"The other process ended by itself, TOAST_SEED={seed}.");
            string[] parts = line.Split(' ');
            if (parts.Length == 2)
            {
                last = int.Parse(parts[1], CultureInfo.InvariantCulture);
            }
            else
            {
                acknowledged.Add(ExternalReference.Parse(line));
            }
        }

        async Task CheckAsync()
        {
            await using IToast toast = Engines.Patient(place.Url);
            IReadOnlyList<ValidateResult<Note>> notes = await toast.ValidateManyAsync<Note>(acknowledged);
            Assert.All(notes, note => Assert.True(note.Value!.IsWhole(), $"TOAST_SEED={seed}"));
            await foreach (ExternalReference listed in toast.ListAsync<Note>())
            {
                // Those that nobody acknowledged are whole as well, if they are there.
                Assert.True((await toast.ValidateAsync<Note>(listed)).IsWhole(), $"TOAST_SEED={seed}");
            }

            // The shared note is the last acknowledged one or the one after it, of which only the answer was lost.
            Assert.InRange((await toast.ValidateAsync<Note>(shared)).Number, last, last + 1);
            Assert.True((await toast.ValidateAsync<Note>(await toast.DumpAsync(Note.Numbered(7)))).IsWhole());
        }
    }

    [Theory, Trait("Behaviour", "B-328"), Trait("Behaviour", "B-114"), Trait("Behaviour", "B-034")]
    [InlineData(Place.Sqlite)]
    [InlineData(Place.File)]
    public async Task B_328_two_processes_lose_no_dump_and_no_update(string kind)
    {
        const int each = 150;
        using var place = new Place(kind);
        ExternalReference shared = await DumpOneAsync(place);
        ExternalReference counter = await DumpOneAsync(place, new Note(0, ""));
        Process[] children =
        [
            ChildProgram.Start(ChildProgram.Write, place.Url, each, shared), ChildProgram.Start(ChildProgram.Write, place.Url, each, shared),
            ChildProgram.Start(ChildProgram.Raise, place.Url, each, counter), ChildProgram.Start(ChildProgram.Raise, place.Url, each, counter),
        ];
        string[] outputs = await Task.WhenAll(children.Select(child => child.StandardOutput.ReadToEndAsync())).WaitAsync(Patience);
        foreach (Process child in children)
        {
            await child.WaitForExitAsync().WaitAsync(Patience);
            Assert.Equal(0, child.ExitCode);
            child.Dispose();
        }

        ExternalReference[] written =
            [.. outputs.SelectMany(output => output.Split('\n')).Where(line => line.Length > 0 && !line.Contains(' ')).Select(line => ExternalReference.Parse(line))];
        await using IToast toast = Engines.Patient(place.Url);
        Assert.Equal(2 * each, written.Distinct().Count());
        Assert.All(await toast.ValidateManyAsync<Note>(written), note => Assert.True(note.Value!.IsWhole()));
        Assert.True((await toast.ValidateAsync<Note>(shared)).IsWhole());
        Assert.Equal((2 * each) + 1, (await toast.GetInfoAsync(shared)).Version);
        Assert.Equal(2 * each, (await toast.ValidateAsync<Note>(counter)).Number);
    }

    private static async Task<ExternalReference> DumpOneAsync(Place place, Note? note = null)
    {
        await using IToast toast = Engines.Patient(place.Url);
        return await toast.DumpAsync(note ?? Note.Numbered(0));
    }
}
