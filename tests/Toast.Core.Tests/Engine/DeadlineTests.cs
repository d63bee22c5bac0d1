namespace Toast.Core.Tests.Engine;

public sealed class DeadlineTests
{
    private static readonly DumpOptions Short = new() { Timeout = TimeSpan.FromMilliseconds(200) };

    [Fact]
    [Trait("Behaviour", "B-126")]
    public async Task B_126_a_call_ends_at_its_deadline_whatever_the_backend_does()
    {
        var never = new TaskCompletionSource();
        var backend = new HookedBackend();
        IToast toast = GroupCommitTests.New(backend);
        await toast.DumpAsync(new Note());
        (backend.BeforeWrite, backend.BeforeRead) = ((_, _) => never.Task, _ => never.Task);

        var sent = await Assert.ThrowsAsync<StorageConnectionException>(() => toast.DumpAsync(new Note(), Short));
        var queued = await Assert.ThrowsAsync<StorageConnectionException>(() => toast.DumpAsync(new Note(), Short));
        var read = await Assert.ThrowsAsync<StorageConnectionException>(
            () => toast.ValidateAsync<Note>(new ExternalReference("Note", Guid.NewGuid()), new ValidateOptions { Timeout = Short.Timeout }));

        Assert.Equal((ErrorCodes.Timeout, true), (sent.Code, sent.OutcomeUnknown));
        Assert.Equal((ErrorCodes.Busy, false), (queued.Code, queued.OutcomeUnknown));
        Assert.Equal((ErrorCodes.Timeout, false), (read.Code, read.OutcomeUnknown));
        Assert.Contains("within 0.2 s", sent.Message, StringComparison.Ordinal);
        never.SetResult();
        await toast.DisposeAsync();
    }

    [Fact]
    [Trait("Behaviour", "B-323")]
    public async Task B_323_a_queued_write_that_is_cancelled_is_never_sent()
    {
        var backend = new HookedBackend();
        TaskCompletionSource gate = backend.HoldFirstWrite();
        await using IToast toast = GroupCommitTests.New(backend);
        Task<ExternalReference> first = toast.DumpAsync(new Note());
        using var cancellation = new CancellationTokenSource();
        var note = new Note { Text = "cancelled" };

        Task<ExternalReference> second = toast.DumpAsync(note, null, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        gate.SetResult();
        await first;
        await toast.DumpAsync(new Note());

        Assert.Equal(2, backend.Writes);
        Assert.Null(toast.GetReference(note));
    }

    [Fact]
    [Trait("Behaviour", "B-323")]
    public async Task B_323_a_write_cancelled_on_its_way_keeps_its_id_and_is_recognised_when_repeated()
    {
        var backend = new HookedBackend();
        var gate = new TaskCompletionSource();
        backend.AfterWrite = number => number == 1 ? gate.Task : Task.CompletedTask;
        await using IToast toast = GroupCommitTests.New(backend);
        using var cancellation = new CancellationTokenSource();
        var note = new Note { Text = "x" };

        Task<ExternalReference> first = toast.DumpAsync(note, null, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();
        ExternalReference reference = await toast.DumpAsync(note);

        Assert.Equal(1, (await toast.GetInfoAsync(reference)).Version);
        Assert.Single(await toast.ValidateManyAsync<Note>([reference]), result => result.Succeeded);
    }

    [Fact]
    public async Task A_full_queue_of_reads_pushes_back_with_a_clear_error()
    {
        var backend = new HookedBackend();
        await using IToast toast = GroupCommitTests.New(backend, options => options.MaxQueuedLoads = 2);
        ExternalReference[] references = [.. await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => toast.DumpAsync(new Note())))];
        var gate = new TaskCompletionSource();
        backend.BeforeRead = _ => gate.Task;
        Task<Note>[] taken = [.. references.Take(3).Select(reference => toast.ValidateAsync<Note>(reference))];

        var error = await Assert.ThrowsAsync<StorageConnectionException>(() => toast.ValidateAsync<Note>(references[3]));
        Task<Note> same = toast.ValidateAsync<Note>(references[2]);
        gate.SetResult();
        await Task.WhenAll(taken);
        await same;

        Assert.Equal((ErrorCodes.Busy, false), (error.Code, error.OutcomeUnknown));
        Assert.Equal((references[3].ClassName, references[3].Id), (error.ClassName, error.Id));
        Assert.Contains("MaxQueuedLoads", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backend_without_batches_gets_a_bounded_number_of_reads_at_a_time()
    {
        var backend = new SlowReads();
        await using IToast toast = GroupCommitTests.New(backend);

        await Task.WhenAll(Enumerable.Range(0, 500).Select(
            _ => Assert.ThrowsAsync<RecordNotFoundException>(() => toast.ValidateAsync<Note>(new ExternalReference("Note", Guid.NewGuid())))));

        Assert.InRange(backend.Most, 2, 32);
    }

    [Fact]
    public async Task A_full_queue_pushes_back_with_a_clear_error()
    {
        var backend = new HookedBackend();
        var gate = new TaskCompletionSource();
        backend.BeforeWrite = (_, _) => gate.Task;
        await using IToast toast = GroupCommitTests.New(backend, options => options.MaxQueuedWrites = 2);
        Task<ExternalReference>[] taken = [.. Enumerable.Range(0, 3).Select(_ => toast.DumpAsync(new Note()))];

        var error = await Assert.ThrowsAsync<StorageConnectionException>(() => toast.DumpAsync(new Note()));
        gate.SetResult();
        await Task.WhenAll(taken);

        Assert.Equal((ErrorCodes.Busy, false), (error.Code, error.OutcomeUnknown));
        Assert.Contains("MaxQueuedWrites", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Has nothing, and takes its time to say so.</summary>
    private sealed class SlowReads() : StorageBackend(StorageUrl.Parse("slow://"))
    {
        private int running;
        private int most;

        /// <summary>The most reads at a time.</summary>
        public int Most => most;

        public override Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task DisconnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task SaveAsync(StoredRecord record, CancellationToken cancellationToken) => Task.CompletedTask;

        public override async Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken)
        {
            int now = Interlocked.Increment(ref running);
            InterlockedMax(now);
            for (int turn = 0; turn < 10; turn++)
            {
                await Task.Yield();
            }

            Interlocked.Decrement(ref running);
            return null;
        }

        private void InterlockedMax(int value)
        {
            int seen = most;
            while (value > seen)
            {
                seen = Interlocked.CompareExchange(ref most, value, seen) == seen ? value : most;
            }
        }
    }
}
