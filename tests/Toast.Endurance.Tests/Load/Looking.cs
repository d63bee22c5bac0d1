namespace Toast.Endurance.Tests.Load;

/// <summary>The reads of one caller.</summary>
internal sealed class Looking(IToast toast, Population population, Random random)
{
    public Task ValidateAsync(Recorder recorder) => random.Next(10) switch
    {
        < 6 => ValidateAsync<Parcel>(recorder),
        < 8 => ValidateAsync<Contract>(recorder),
        _ => ValidateAsync<Tally>(recorder),
    };

    public async Task ValidateManyAsync(Recorder recorder)
    {
        Subject[] subjects = [.. Enumerable.Range(0, random.Next(2, 40)).Select(_ => population.Pick(typeof(Parcel), random))];
        await ValidateManyAsync<Parcel>(recorder, subjects);
    }

    /// <summary>Reads records once; gives those without an answer.</summary>
    public async Task<IReadOnlyList<Subject>> ValidateManyAsync<T>(Recorder recorder, IReadOnlyList<Subject> subjects)
        where T : Content
    {
        long start = Stamps.Now();
        IReadOnlyList<ValidateResult<T>> results = [];
        Exception? failure = await recorder.RunAsync(
            "validate many", start, async () => results = await toast.ValidateManyAsync<T>(subjects.Select(subject => subject.Reference)));
        if (failure is not null)
        {
            return subjects;
        }

        long end = Stamps.Now();
        var unanswered = new List<Subject>();
        for (int i = 0; i < results.Count; i++)
        {
            recorder.Count("validate many item", results[i].Error, start);
            if (results[i].Value is { } content)
            {
                Recorder.NoteRead(subjects[i], content, start, end);
            }
            else if (results[i].Error is RecordNotFoundException)
            {
                Recorder.NoteMissing(subjects[i], start, end);
            }
            else
            {
                unanswered.Add(subjects[i]);
            }
        }

        return unanswered;
    }

    public async Task GetInfoAsync(Recorder recorder)
    {
        Subject subject = population.Pick(random.Next(3) == 0 ? typeof(Tally) : typeof(Parcel), random);
        long start = Stamps.Now();
        RecordInfo? info = null;
        Exception? failure = await recorder.RunAsync("get info", start, async () => info = await toast.GetInfoAsync(subject.Reference));
        if (info is not null)
        {
            Recorder.NoteInfo(subject, info, start, Stamps.Now());
        }
        else if (failure is RecordNotFoundException)
        {
            Recorder.NoteMissing(subject, start, Stamps.Now());
        }
    }

    public Task ListAsync(Recorder recorder) => random.Next(2) == 0 ? ListAsync<Parcel>(recorder) : ListAsync<Tally>(recorder);

    private async Task ListAsync<T>(Recorder recorder)
        where T : Content
    {
        IReadOnlyList<Subject> before = population.Of(typeof(T));
        long start = Stamps.Now();
        var listed = new HashSet<ExternalReference>();
        Exception? failure = await recorder.RunAsync("list", start, async () =>
        {
            await foreach (ExternalReference reference in toast.ListAsync<T>(new ListOptions { PageSize = random.Next(50, 1000) }))
            {
                if (!listed.Add(reference) || !population.Knows(reference))
                {
                    throw new InvalidOperationException($"{reference} was listed twice, or nobody wrote it.");
                }
            }
        });
        if (failure is not null)
        {
            return;
        }

        // Not listed is the same as not found at a moment between the beginning and the end of the listing.
        long end = Stamps.Now();
        foreach (Subject subject in before.Where(subject => !listed.Contains(subject.Reference)))
        {
            Recorder.NoteMissing(subject, start, end);
        }
    }

    private async Task ValidateAsync<T>(Recorder recorder)
        where T : Content
    {
        Subject subject = population.Pick(typeof(T), random);
        long start = Stamps.Now();
        T? content = null;
        Exception? failure = await recorder.RunAsync("validate", start, async () => content = await toast.ValidateAsync<T>(subject.Reference));
        if (content is not null)
        {
            Recorder.NoteRead(subject, content, start, Stamps.Now());
        }
        else if (failure is RecordNotFoundException)
        {
            Recorder.NoteMissing(subject, start, Stamps.Now());
        }
    }
}
