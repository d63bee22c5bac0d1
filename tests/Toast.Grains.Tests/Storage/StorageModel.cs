using Orleans.Storage;

namespace Toast.Grains.Tests.Storage;

/// <summary>
/// Every sequence of four reads, writes and clears with no, the current and an older ETag on two keys, compared step by step with a model of a few lines. The
/// first operation is always on the first key: the other half is the same with the keys' names exchanged.
/// </summary>
internal sealed class StorageModel
{
    private const int Length = 4;
    private const string NeverGiven = "7@1000000";

    private static readonly Step[] Steps =
    [
        .. from key in new[] { 0, 1 }
           from step in new (Verb, Tag)[]
           {
               (Verb.Read, Tag.None), (Verb.Write, Tag.None), (Verb.Write, Tag.Current), (Verb.Write, Tag.Older),
               (Verb.Clear, Tag.None), (Verb.Clear, Tag.Current), (Verb.Clear, Tag.Older),
           }
           select new Step(step.Item1, step.Item2, key),
    ];

    private readonly IGrainStorage storage;
    private readonly bool deleteOnClear;
    private readonly GrainId[] ids = [States.NewId(), States.NewId()];
    private readonly Known[] known = [new(), new()];
    private int values;

    private StorageModel(IGrainStorage storage, bool deleteOnClear) => (this.storage, this.deleteOnClear) = (storage, deleteOnClear);

    private enum Verb
    {
        Read,
        Write,
        Clear,
    }

    private enum Tag
    {
        None,
        Current,
        Older,
    }

    public static async Task CheckAllAsync(IGrainStorage storage, bool deleteOnClear)
    {
        int count = Steps.Length / 2 * (int)Math.Pow(Steps.Length, Length - 1);
        int checkedSequences = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 128 };
        await Parallel.ForAsync(0, count, parallel, async (number, _) =>
        {
            Step[] sequence = SequenceOf(number);
            await new StorageModel(storage, deleteOnClear).CheckAsync(sequence);
            Interlocked.Increment(ref checkedSequences);
        });
        Assert.Equal(7 * 14 * 14 * 14, checkedSequences);
    }

    private static Step[] SequenceOf(int number)
    {
        var sequence = new Step[Length];
        for (int i = Length - 1; i >= 0; i--)
        {
            sequence[i] = Steps[number % Steps.Length];
            number /= Steps.Length;
        }

        return sequence;
    }

    private async Task CheckAsync(Step[] sequence)
    {
        foreach (Step step in sequence)
        {
            string story = string.Join(", ", sequence.Select(each => each.ToString())) + " at " + step;
            await CheckAsync(step, story);
        }

        foreach (int key in new[] { 0, 1 })
        {
            await CheckAsync(new Step(Verb.Read, Tag.None, key), string.Join(", ", sequence.Select(each => each.ToString())) + " at the end");
        }
    }

    private async Task CheckAsync(Step step, string story)
    {
        Known now = known[step.Key];
        string? sent = step.Tag switch { Tag.None => null, Tag.Current => now.ETag, _ => now.Older ?? NeverGiven };
        var mine = Profile.Of(++values);
        var state = new GrainState<Profile>(mine, sent!) { RecordExists = sent is not null };
        bool expected = step.Verb == Verb.Read || (step.Tag != Tag.Older && (sent == now.ETag || (step.Verb == Verb.Clear && now.Value is null)));
        bool done = await TryAsync(step, state);
        Assert.True(expected == done, story);
        if (!done)
        {
            Assert.True(ReferenceEquals(mine, state.State) && state.ETag == sent && state.RecordExists == (sent is not null), story);
            return;
        }

        Known next = NextOf(step, now, sent, mine, state, story);
        Assert.True(state.ETag == next.ETag && state.RecordExists == next.Value is not null && state.State == (next.Value ?? new Profile()), story);
        known[step.Key] = next;
    }

    private Known NextOf(Step step, Known now, string? sent, Profile mine, GrainState<Profile> state, string story)
    {
        bool changes = step.Verb == Verb.Write || (step.Verb == Verb.Clear && sent is not null);
        if (!changes)
        {
            return now;
        }

        bool leavesETag = step.Verb == Verb.Write || !deleteOnClear;
        Assert.True(leavesETag ? state.ETag is not null && state.ETag != now.ETag && state.ETag != now.Older : state.ETag is null, story);
        return new Known(state.ETag, now.ETag ?? now.Older, step.Verb == Verb.Write ? mine : null);
    }

    private async Task<bool> TryAsync(Step step, GrainState<Profile> state)
    {
        try
        {
            await (step.Verb switch
            {
                Verb.Read => storage.ReadStateAsync(States.Name, ids[step.Key], state),
                Verb.Write => storage.WriteStateAsync(States.Name, ids[step.Key], state),
                _ => storage.ClearStateAsync(States.Name, ids[step.Key], state),
            });
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }

    private sealed record Step(Verb Verb, Tag Tag, int Key)
    {
        public override string ToString() => $"{Verb} {Tag} {Key}";
    }

    /// <summary>What the store holds for a key: nothing, a state, or (where clears leave one) an ETag alone.</summary>
    private sealed record Known(string? ETag = null, string? Older = null, Profile? Value = null);
}
