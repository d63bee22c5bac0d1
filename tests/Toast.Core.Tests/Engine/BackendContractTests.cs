namespace Toast.Core.Tests.Engine;

/// <summary>Backends that keep less than they promise must not leave callers waiting or misled.</summary>
public sealed class BackendContractTests
{
    [Fact]
    [Trait("Behaviour", "B-140")]
    public async Task B_140_a_batch_read_with_missing_answers_fails_and_the_next_read_works()
    {
        var backend = new ShortAnswers { Short = true };
        await using IToast toast = GroupCommitTests.New(backend);
        ExternalReference[] references = [.. Enumerable.Range(0, 3).Select(_ => new ExternalReference("Note", Guid.CreateVersion7()))];

        // The first read goes alone; the others wait for it and go as one batch, which is answered short and then repeated one by one.
        IReadOnlyList<ValidateResult<Note>> results = await toast.ValidateManyAsync<Note>(references);

        Assert.All(results, result => Assert.IsType<RecordNotFoundException>(result.Error));
    }

    [Fact]
    [Trait("Behaviour", "B-140")]
    public async Task B_140_no_answer_at_all_to_a_batch_write_is_a_failure_of_the_store()
    {
        var backend = new ShortAnswers { Short = true };
        await using IToast toast = GroupCommitTests.New(backend);

        IReadOnlyList<DumpResult> results = await toast.DumpManyAsync([.. Enumerable.Range(0, 3).Select(_ => new Note())]);

        Assert.All(results, result => Assert.Equal(ErrorCodes.StorageFailed, Assert.IsType<ExternalStorageException>(result.Error).Code));
        Assert.NotNull(await toast.DumpAsync(new Note()));
    }

    [Fact]
    [Trait("Behaviour", "B-120")]
    public async Task B_120_what_was_written_before_the_store_filled_up_stays_acknowledged()
    {
        var backend = new HookedBackend();
        var gate = new TaskCompletionSource();
        backend.BeforeWrite = async (number, requests) =>
        {
            await gate.Task;
            if (requests.Count > 1)
            {
                throw new InvalidOperationException("refused as a whole");
            }

            if (number > 4)
            {
                throw new ExternalStorageException(ErrorCodes.StorageFull, "full");
            }
        };
        await using IToast toast = GroupCommitTests.New(backend);

        // One goes alone, five as a batch: number 2 is refused, 3 and 4 are written alone, 5 finds the store full.
        Task<IReadOnlyList<DumpResult>> bulk = toast.DumpManyAsync([.. Enumerable.Range(0, 6).Select(_ => new Note())]);
        gate.SetResult();
        IReadOnlyList<DumpResult> results = await bulk;

        Assert.Equal([true, true, true, false, false, false], results.Select(result => result.Succeeded));
        Assert.All(results.Skip(3), result => Assert.Equal(ErrorCodes.StorageFull, Assert.IsType<ExternalStorageException>(result.Error).Code));
    }

    [Fact]
    [Trait("Behaviour", "B-302")]
    public async Task B_302_a_batch_that_failed_after_it_was_written_stays_unknown_when_its_store_is_gone_afterwards()
    {
        var backend = new HookedBackend();
        bool written = false;
        backend.AfterWrite = _ =>
        {
            written = true;
            throw new InvalidOperationException("of no known kind");
        };
        backend.BeforeWrite = (_, _) => written ? throw new StorageConnectionException(ErrorCodes.Unreachable, "gone, and nothing was sent") : Task.CompletedTask;
        await using IToast toast = GroupCommitTests.New(backend);
        Note[] notes = [.. Enumerable.Range(0, 6).Select(_ => new Note())];

        // The batch is written and fails; that its records cannot be sent one by one afterwards says nothing of the batch.
        IReadOnlyList<DumpResult> results = await toast.DumpManyAsync(notes);
        backend.BeforeWrite = (_, _) => Task.CompletedTask;
        backend.AfterWrite = _ => Task.CompletedTask;
        ExternalReference[] again = await Task.WhenAll(notes.Select(note => toast.DumpAsync(note)));

        Assert.All(results, result => Assert.True(Assert.IsType<StorageConnectionException>(result.Error).OutcomeUnknown));
        Assert.All(await Task.WhenAll(again.Select(reference => toast.GetInfoAsync(reference))), info => Assert.Equal(1, info.Version));
    }

    [Fact]
    [Trait("Behaviour", "B-323")]
    public async Task B_323_a_delete_or_listing_cancelled_before_it_began_reaches_no_store()
    {
        await using IToast toast = new ToastBuilder().AddStore("main", "memory://").AddModel<Note>().Build();
        ExternalReference reference = await toast.DumpAsync(new Note());
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => toast.DeleteAsync(reference, null, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => toast.ListAsync<Note>(null, cancelled).ToListAsync().AsTask());

        Assert.True(await toast.ExistsAsync(reference));
    }

    [Fact]
    [Trait("Behaviour", "B-116")]
    public async Task B_116_a_sweep_that_cancels_itself_does_not_end_sweeping()
    {
        var time = new SteppedTime();
        var backend = new Sweeping();
        await using IToast toast = new ToastBuilder().AddStore("main", backend).AddModel<Note>().UseTime(time).Build();
        await toast.DumpAsync(new Note(), new DumpOptions { TimeToLive = TimeSpan.FromDays(1) });

        for (int i = 0; backend.Sweeps < 3; i++)
        {
            Assert.True(i < 3000, "Sweeping has ended.");
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(10);
        }
    }

    private sealed class ShortAnswers() : StorageBackend(StorageUrl.Parse("memory://")), ISupportsConditionalSave, ISupportsBatch
    {
        private readonly MemoryBackend inner = new(StorageUrl.Parse("memory://"));

        public bool Short { get; init; }

        public override Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task DisconnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task SaveAsync(StoredRecord record, CancellationToken cancellationToken) => inner.SaveAsync(record, cancellationToken);

        public override async Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return await inner.LoadAsync(key, cancellationToken);
        }

        public Task<SaveResult> SaveAsync(SaveRequest request, CancellationToken cancellationToken) => inner.SaveAsync(request, cancellationToken);

        public async Task<IReadOnlyList<SaveResult>> SaveManyAsync(IReadOnlyList<SaveRequest> requests, CancellationToken cancellationToken) =>
            Short ? null! : await inner.SaveManyAsync(requests, cancellationToken);

        public async Task<IReadOnlyList<StoredRecord?>> LoadManyAsync(IReadOnlyList<RecordKey> keys, CancellationToken cancellationToken) =>
            Short ? [] : await inner.LoadManyAsync(keys, cancellationToken);
    }

    private sealed class Sweeping() : StorageBackend(StorageUrl.Parse("memory://")), ISupportsConditionalSave, ISupportsExpiry
    {
        private readonly MemoryBackend inner = new(StorageUrl.Parse("memory://"));
        private int sweeps;

        public TimeSpan? SweepInterval => TimeSpan.FromMinutes(1);

        public int Sweeps => Volatile.Read(ref sweeps);

        public override Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task DisconnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task SaveAsync(StoredRecord record, CancellationToken cancellationToken) => inner.SaveAsync(record, cancellationToken);

        public override Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken) => inner.LoadAsync(key, cancellationToken);

        public Task<SaveResult> SaveAsync(SaveRequest request, CancellationToken cancellationToken) => inner.SaveAsync(request, cancellationToken);

        public Task<int> SweepAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref sweeps);
            throw new OperationCanceledException("a command timed out");
        }
    }
}
