using System.Collections.Concurrent;
using Toast.Faults.Tests.Models;
using static Toast.Faults.Tests.Support.Outage;

namespace Toast.Faults.Tests.Support;

/// <summary>
/// Callers of one engine that dump new notes, overwrite notes of their own and raise the number of a shared one, while something happens to the store; and
/// what they were told, to compare with what the store has in the end.
/// </summary>
#pragma warning disable CA1001 // The source has no timer and no wait handle, and callers that are late may still look at it.
internal sealed class Load
#pragma warning restore CA1001
{
    private const int CallersOfEachKind = 8;

    private readonly IToast toast;
    private readonly ExternalReference shared;
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<ExternalReference, int> acknowledged = new();
    private readonly ConcurrentDictionary<int, bool> unknown = new();
    private readonly ConcurrentBag<OwnNote> owned = [];
    private readonly ConcurrentDictionary<string, int> failures = new();
    private int numbers;
    private int raised;
    private int perhapsRaised;
    private Task callers = Task.CompletedTask;

    private Load(IToast toast, ExternalReference shared)
    {
        this.toast = toast;
        this.shared = shared;
    }

    public static async Task<Load> StartAsync(IToast toast)
    {
        var load = new Load(toast, await toast.DumpAsync(new Note(0, "")));
        for (int i = 0; i < CallersOfEachKind; i++)
        {
            Note note = Note.Numbered(load.NextNumber());
            load.owned.Add(new OwnNote(await toast.DumpAsync(note)) { Last = note.Number });
        }

        load.callers = Task.WhenAll(
            [
                .. load.owned.Select(own => Task.Run(() => load.OverwriteAsync(own))),
                .. Enumerable.Range(0, CallersOfEachKind).Select(_ => Task.Run(load.DumpAsync)),
                .. Enumerable.Range(0, CallersOfEachKind).Select(_ => Task.Run(load.RaiseAsync)),
            ]);
        return load;
    }

    /// <summary>Waits until some more of each kind were acknowledged.</summary>
    public async Task ProceedsAsync()
    {
        const int more = 50;
        int dumps = acknowledged.Count + more, raises = Volatile.Read(ref raised) + more;
        await UntilAsync(() => callers.IsCompleted || (acknowledged.Count >= dumps && Volatile.Read(ref raised) >= raises));
    }

    /// <summary>Ends the callers and compares the store with what they were told.</summary>
    public async Task EndAsync()
    {
        await stop.CancelAsync();
        await callers;
        stop.Dispose();
        await CheckDumpsAsync();
        foreach (OwnNote own in owned)
        {
            await CheckAsync(own);
        }

        string told = string.Join(", ", failures.Select(failure => $"{failure.Value} {failure.Key}"));
        int number = (await toast.ValidateAsync<Note>(shared)).Number;
        Assert.True(number >= raised && number <= raised + perhapsRaised, $"{raised} to {raised + perhapsRaised} raises make {number}; {told}.");
        Assert.Equal(number + 1, (await toast.GetInfoAsync(shared)).Version);
    }

    private int NextNumber() => Interlocked.Increment(ref numbers);

    private async Task CheckDumpsAsync()
    {
        IReadOnlyList<ValidateResult<Note>> found = await toast.ValidateManyAsync<Note>(acknowledged.Keys);
        Assert.All(found, result => Assert.True(
            result.Value?.IsWhole() == true && result.Value.Number == acknowledged[result.Reference], $"{result.Reference}: {result.Error}"));

        HashSet<ExternalReference> known = [.. acknowledged.Keys, .. owned.Select(own => own.Reference), shared];
        await foreach (ExternalReference listed in toast.ListAsync<Note>())
        {
            if (!known.Contains(listed))
            {
                Note extra = await toast.ValidateAsync<Note>(listed);
                Assert.True(extra.IsWhole() && (unknown.ContainsKey(extra.Number) || extra.Number == 1), $"Nobody may have written {extra.Number}.");
            }
        }
    }

    private async Task CheckAsync(OwnNote own)
    {
        Note note = await toast.ValidateAsync<Note>(own.Reference);
        long version = (await toast.GetInfoAsync(own.Reference)).Version;
        Assert.True(note.IsWhole(), "Half a record.");
        Assert.True(note.Number == own.Last || own.UnknownSinceLast.Contains(note.Number), $"{note.Number} is neither the last note nor one of unknown outcome.");
        Assert.InRange(version, own.Written + 1, own.Written + own.Unknown + 1);
    }

    private Task DumpAsync() => RepeatAsync(async () =>
    {
        Note note = Note.Numbered(NextNumber());
        StorageConnectionException? failure = await TryAsync(async () =>
        {
            ExternalReference reference = await toast.DumpAsync(note);
            acknowledged[reference] = note.Number;
        });
        if (failure is { OutcomeUnknown: true })
        {
            unknown[note.Number] = true;
        }
    });

    private Task OverwriteAsync(OwnNote own) => RepeatAsync(async () =>
    {
        Note note = Note.Numbered(NextNumber());
        StorageConnectionException? failure = await TryAsync(() => toast.DumpAsync(note, own.Reference));
        if (failure is null)
        {
            own.Written++;
            own.Last = note.Number;
            own.UnknownSinceLast.Clear();
        }
        else if (failure.OutcomeUnknown)
        {
            own.Unknown++;
            own.UnknownSinceLast.Add(note.Number);
        }
    });

    private Task RaiseAsync() => RepeatAsync(async () =>
    {
        StorageConnectionException? failure = await TryAsync(() => toast.UpdateAsync<Note>(shared, note => note with { Number = note.Number + 1 }));
        if (failure is null)
        {
            Interlocked.Increment(ref raised);
        }
        else if (failure.OutcomeUnknown)
        {
            Interlocked.Increment(ref perhapsRaised);
        }
    });

    private async Task RepeatAsync(Func<Task> once)
    {
        while (!stop.IsCancellationRequested)
        {
            await once();
        }
    }

    private async Task<StorageConnectionException?> TryAsync(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (StorageConnectionException e)
        {
            KeepsSecret(e);
            failures.AddOrUpdate(e.Code, 1, (_, count) => count + 1);

            // A store that is left alone refuses at once; callers that asked again without a pause would only keep the machine busy.
            await Task.Delay(10);
            return e;
        }
    }

    /// <summary>A note that only one caller writes.</summary>
    private sealed class OwnNote(ExternalReference reference)
    {
        public ExternalReference Reference => reference;

        public int Last { get; set; }

        public int Written { get; set; }

        public int Unknown { get; set; }

        public List<int> UnknownSinceLast { get; } = [];
    }
}
