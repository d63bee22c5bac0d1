namespace Toast.Endurance.Tests.Load;

/// <summary>The writes of one caller. Keeps some instances that are bound, since dumping those again is what an app mostly does.</summary>
internal sealed class Writing(IToast toast, Population population, Random random)
{
    private const int MaxKept = 40;

    private readonly Dictionary<Subject, Content> kept = [];

    public async Task DumpNewAsync(Recorder recorder)
    {
        if (!population.HasRoom)
        {
            await RecreateAsync(recorder);
            return;
        }

        Parcel parcel = Filled(new Parcel());
        Subject subject = population.Add(parcel);
        await WriteAsync(recorder, "dump new", subject, parcel, () => toast.DumpAsync(parcel), Intent.Unconditional);
    }

    public async Task DumpAgainAsync(Recorder recorder)
    {
        if (await BoundAsync<Parcel>(recorder) is { } bound)
        {
            Filled(bound.Content);
            await WriteAsync(recorder, "dump again", bound.Subject, bound.Content, () => toast.DumpAsync(bound.Content), Intent.Unconditional);
        }
    }

    public async Task DumpExpectedAsync(Recorder recorder)
    {
        if (await BoundAsync<Parcel>(recorder) is { } bound)
        {
            long version = Identities.Of(Filled(bound.Content)).Bound!.Version;
            var options = new DumpOptions { ExpectedVersion = version };
            await WriteAsync(
                recorder, "dump expected", bound.Subject, bound.Content, () => toast.DumpAsync(bound.Content, options), Intent.ToFollow(version));
        }
    }

    public async Task DumpOptimisticAsync(Recorder recorder)
    {
        if (await BoundAsync<Contract>(recorder) is { } bound)
        {
            Intent intent = Intent.ToReplace(Identities.Of(Filled(bound.Content)).Bound!);
            await WriteAsync(recorder, "dump optimistic", bound.Subject, bound.Content, () => toast.DumpAsync(bound.Content), intent);
        }
    }

    public async Task RaiseAsync(Recorder recorder)
    {
        Subject subject = population.Pick(typeof(Tally), random);
        long start = Stamps.Now(), stamp = Stamps.Next();
        Binding? restored = null;
        Tally? changed = null;
        Exception? failure = await recorder.RunAsync("update", start, () => toast.UpdateAsync<Tally>(subject.Reference, tally =>
        {
            restored = Identities.Of(tally).Bound!;
            changed = tally;
            tally.Fill(stamp, tally.Count + 1, random);
            return tally;
        }));
        if (changed is not null)
        {
            Recorder.Note(subject, changed, Intent.ToReplace(restored!), failure, start, start, lost: 0);
        }
        else if (failure is RecordNotFoundException)
        {
            Recorder.NoteMissing(subject, start, Stamps.Now());
        }
    }

    public async Task DeleteAsync(Recorder recorder)
    {
        Subject subject = population.Pick(random.Next(4) == 0 ? typeof(Contract) : typeof(Parcel), random);
        if (kept.Remove(subject, out Content? content) && Identities.Of(content).Bound is { } bound && random.Next(2) == 0)
        {
            var options = new DeleteOptions { ExpectedVersion = bound.Version };
            await recorder.DeleteAsync("delete expected", subject, () => toast.DeleteAsync(subject.Reference, options));
        }
        else
        {
            await recorder.DeleteAsync("delete", subject, () => toast.DeleteAsync(subject.Reference));
        }
    }

    public async Task RecreateAsync(Recorder recorder)
    {
        Subject subject = population.Pick(random.Next(4) == 0 ? typeof(Contract) : typeof(Parcel), random);
        if (!subject.IsGone && random.Next(4) != 0)
        {
            // Mostly what is thought to be gone is made again, but sometimes a record is written over by one who never read it.
            subject = population.Of(subject.Model).FirstOrDefault(other => other.IsGone) ?? subject;
        }

        Content content = subject.Model == typeof(Parcel) ? Filled(new Parcel()) : Filled(new Contract());
        bool mustBeNew = random.Next(2) == 0;
        DumpOptions? options = mustBeNew ? new DumpOptions { ExpectedVersion = 0 } : null;
        await WriteAsync(
            recorder, mustBeNew ? "dump if missing" : "dump under", subject, content,
            () => toast.DumpAsync(content, subject.Reference, options), mustBeNew ? Intent.ToFollow(0) : Intent.Unconditional);
    }

    public async Task DumpManyAsync(Recorder recorder)
    {
        var items = new Dictionary<Content, Subject>();
        for (int i = random.Next(2, 16); i > 0; i--)
        {
            (Subject Subject, Content Content)? item = population.HasRoom && random.Next(4) == 0 ? New() : KeptParcel();
            if (item is { } chosen && !items.ContainsValue(chosen.Subject))
            {
                items.Add(Filled(chosen.Content), chosen.Subject);
            }
        }

        Content[] contents = [.. items.Keys];
        long start = Stamps.Now();
        IReadOnlyList<DumpResult> results = [];
        Exception? failure = await recorder.RunAsync("dump many", start, async () => results = await toast.DumpManyAsync(contents));
        for (int i = 0; i < contents.Length; i++)
        {
            Exception? own = failure ?? results[i].Error;
            recorder.Count("dump many item", own, start);
            Recorder.Note(items[contents[i]], contents[i], Intent.Unconditional, own, start, start, lost: 0);
            Keep(items[contents[i]], contents[i], own is null);
        }
    }

    private (Subject Subject, Content Content)? New()
    {
        var parcel = new Parcel();
        return (population.Add(parcel), parcel);
    }

    private (Subject Subject, Content Content)? KeptParcel()
    {
        KeyValuePair<Subject, Content>[] parcels = [.. kept.Where(entry => entry.Value is Parcel)];
        return parcels.Length == 0 ? null : parcels[random.Next(parcels.Length)] is var chosen ? (chosen.Key, chosen.Value) : null;
    }

    private async Task<(Subject Subject, T Content)?> BoundAsync<T>(Recorder recorder)
        where T : Content
    {
        Subject subject = population.Pick(typeof(T), random);
        if (kept.TryGetValue(subject, out Content? content))
        {
            return (subject, (T)content);
        }

        long start = Stamps.Now();
        T? restored = null;
        Exception? failure = await recorder.RunAsync("validate", start, async () => restored = await toast.ValidateAsync<T>(subject.Reference));
        if (restored is null)
        {
            if (failure is RecordNotFoundException)
            {
                Recorder.NoteMissing(subject, start, Stamps.Now());
            }

            return null;
        }

        Recorder.NoteRead(subject, restored, start, Stamps.Now());
        return (subject, restored);
    }

    private async Task WriteAsync(Recorder recorder, string verb, Subject subject, Content content, Func<Task> call, Intent intent) =>
        Keep(subject, content, await recorder.WriteAsync(verb, subject, content, call, intent, repeat: random.Next(2) == 0));

    private void Keep(Subject subject, Content content, bool succeeded)
    {
        if (!succeeded)
        {
            // What it is bound to is no longer certain; the next use restores the record.
            kept.Remove(subject);
        }
        else if (kept.Count < MaxKept || kept.ContainsKey(subject))
        {
            kept[subject] = content;
        }
        else
        {
            kept.Remove(kept.Keys.First());
        }
    }

    private T Filled<T>(T content)
        where T : Content
    {
        content.Fill(Stamps.Next(), 0, random);
        return content;
    }
}
