namespace Toast.Core.Tests.Engine;

/// <summary>The new records of a bulk, which go to the store in operations of their own.</summary>
public sealed class BulkWriteTests
{
    private const int Many = 3000;

    [Fact]
    [Trait("Behaviour", "B-119")]
    public async Task B_119_a_bulk_and_single_writes_take_turns()
    {
        var sizes = new List<int>();
        var backend = new HookedBackend();
        var gate = new TaskCompletionSource();
        backend.BeforeWrite = (number, requests) =>
        {
            sizes.Add(requests.Count);
            return number == 1 ? gate.Task : Task.CompletedTask;
        };
        await using IToast toast = GroupCommitTests.New(backend);

        Task<IReadOnlyList<DumpResult>> bulk = toast.DumpManyAsync(Notes(Many));
        Task<ExternalReference> single = toast.DumpAsync(new Note());
        gate.SetResult();
        await single;

        Assert.All(await bulk, result => Assert.Equal(1, result.Version));
        Assert.Equal([1024, 1, 1024, Many - 2048], sizes);
    }

    [Fact]
    public async Task The_batches_of_a_bulk_may_have_more_places_than_single_writes()
    {
        var backend = new HookedBackend { MaxConcurrentBatches = 2, MaxConcurrentWholeBatches = 4 };
        await using IToast toast = GroupCommitTests.New(backend);
        await toast.DumpAsync(new Note());
        TaskCompletionSource gate = new();
        backend.BeforeWrite = (_, _) => gate.Task;

        Task<ExternalReference>[] singles = [.. Enumerable.Range(0, 10).Select(_ => toast.DumpAsync(new Note()))];
        Assert.Equal(1 + 2, backend.Writes);
        Task<IReadOnlyList<DumpResult>> bulk = toast.DumpManyAsync(Notes(4 * 1024));
        Assert.Equal(1 + 4, backend.Writes);

        gate.SetResult();
        await Task.WhenAll(singles);
        Assert.All(await bulk, result => Assert.Equal(1, result.Version));
        Assert.InRange(backend.Writes, 1 + 4 + 2, 1 + 4 + 5);
    }

    [Fact]
    public async Task A_stream_is_read_as_far_as_there_is_room_and_again_when_the_store_has_done_some()
    {
        var backend = new HookedBackend();
        await using IToast toast = GroupCommitTests.New(backend);
        await toast.DumpAsync(new Note());
        var gates = new Queue<TaskCompletionSource>([.. Enumerable.Range(0, 2).Select(_ => new TaskCompletionSource())]);
        var second = new TaskCompletionSource();
        backend.BeforeWrite = (number, _) =>
        {
            if (number == 3)
            {
                second.SetResult();
            }

            return gates.TryDequeue(out TaskCompletionSource? gate) ? gate.Task : Task.CompletedTask;
        };
        TaskCompletionSource[] held = [.. gates];
        int read = 0;
        var readMore = new TaskCompletionSource();

        Task<IReadOnlyList<DumpResult>> bulk = toast.DumpManyAsync(Enumerable.Range(0, 10_000).Select(i =>
        {
            if (++read == 4096 + 1024)
            {
                readMore.SetResult();
            }

            return new Note { Text = $"{i}" };
        }));
        Assert.Equal(4096, read);

        held[0].SetResult();
        await Task.WhenAll(second.Task, readMore.Task);
        Assert.False(bulk.IsCompleted);
        held[1].SetResult();
        Assert.All(await bulk, result => Assert.Equal(1, result.Version));
        Assert.Equal(10_000, read);
    }

    [Fact]
    [Trait("Behaviour", "B-323")]
    public async Task B_323_what_waits_of_a_cancelled_bulk_is_never_sent()
    {
        var backend = new HookedBackend();
        TaskCompletionSource gate = backend.HoldFirstWrite();
        await using IToast toast = GroupCommitTests.New(backend);
        Task<ExternalReference> first = toast.DumpAsync(new Note());
        using var cancellation = new CancellationTokenSource();

        Task<IReadOnlyList<DumpResult>> bulk = toast.DumpManyAsync(Notes(Many), null, cancellation.Token);
        await cancellation.CancelAsync();
        Assert.All(await bulk, result => Assert.IsAssignableFrom<OperationCanceledException>(result.Error));
        gate.SetResult();
        await first;
        await toast.DumpAsync(new Note());

        Assert.Equal(2, backend.Writes);
    }

    [Fact]
    [Trait("Behaviour", "B-126")]
    [Trait("Behaviour", "B-125")]
    public async Task B_126_B_125_of_a_bulk_that_got_no_answer_in_time_each_item_tells_whether_it_was_sent_and_may_be_repeated()
    {
        var backend = new HookedBackend();
        await using IToast toast = GroupCommitTests.New(backend);
        await toast.DumpAsync(new Note());
        var gate = new TaskCompletionSource();
        backend.BeforeWrite = (number, _) => number == 2 ? gate.Task : Task.CompletedTask;
        Note[] notes = Notes(1024 + 500);

        IReadOnlyList<DumpResult> results = await toast.DumpManyAsync(notes, new DumpOptions { Timeout = TimeSpan.FromMilliseconds(200) });

        StorageConnectionException[] failures = [.. results.Select(result => Assert.IsType<StorageConnectionException>(result.Error))];
        Assert.All(failures.Take(1024), failure => Assert.Equal((ErrorCodes.Timeout, true), (failure.Code, failure.OutcomeUnknown)));
        Assert.All(failures.Skip(1024), failure => Assert.Equal((ErrorCodes.Busy, false), (failure.Code, failure.OutcomeUnknown)));
        Assert.Equal(notes.Length, failures.Select(failure => failure.Id).Distinct().Count());
        gate.SetResult();

        Assert.All(await toast.DumpManyAsync(notes), result => Assert.Equal(1, result.Version));
        Assert.All(failures.Zip(notes), pair => Assert.Equal(pair.First.Id, toast.GetReference(pair.Second)!.Id));
    }

    [Fact]
    [Trait("Behaviour", "B-125")]
    public async Task B_125_a_bulk_whose_acknowledgement_was_lost_counts_once()
    {
        var backend = new HookedBackend
        {
            AfterWrite = number => number == 1
                ? throw new StorageConnectionException(ErrorCodes.Unreachable, "The line is dead.") { OutcomeUnknown = true }
                : Task.CompletedTask,
        };
        await using IToast toast = GroupCommitTests.New(backend);

        Assert.All(await toast.DumpManyAsync(Notes(100)), result => Assert.Equal(1, result.Version));
        Assert.Equal(2, backend.Writes);
    }

    [Fact]
    public async Task A_bulk_larger_than_the_queue_is_taken_as_far_as_there_is_room()
    {
        var backend = new HookedBackend();
        TaskCompletionSource gate = backend.HoldFirstWrite();
        await using IToast toast = GroupCommitTests.New(backend, options => options.MaxQueuedWrites = 100);

        Task<IReadOnlyList<DumpResult>> bulk = toast.DumpManyAsync(Notes(1000));
        gate.SetResult();
        IReadOnlyList<DumpResult> results = await bulk;

        Assert.InRange(results.Count(result => result.Succeeded), 100, 999);
        Assert.All(results.Where(result => !result.Succeeded), result => Assert.Equal(ErrorCodes.Busy, ((ExternalStorageException)result.Error!).Code));
        Assert.All(await toast.DumpManyAsync(Notes(100)), result => Assert.True(result.Succeeded));
    }

    [Fact]
    [Trait("Behaviour", "B-131")]
    public async Task B_131_disposing_writes_what_waits_of_a_bulk()
    {
        var backend = new HookedBackend();
        TaskCompletionSource gate = backend.HoldFirstWrite();
        IToast toast = GroupCommitTests.New(backend);

        Task<IReadOnlyList<DumpResult>> bulk = toast.DumpManyAsync(Notes(2048));
        ValueTask closing = toast.DisposeAsync();
        gate.SetResult();
        await closing;

        Assert.All(await bulk, result => Assert.True(result.Succeeded));
    }

    [Fact]
    [Trait("Behaviour", "B-121")]
    public async Task B_121_an_instance_that_a_stream_brings_again_is_written_once()
    {
        await using IToast toast = GroupCommitTests.New(new HookedBackend());
        Note[] few = Notes(10);

        IReadOnlyList<DumpResult> results = await toast.DumpManyAsync(Enumerable.Range(0, 5000).Select(i => (object)few[i % few.Length]));

        Assert.All(results, result => Assert.Equal(1, result.Version));
        Assert.Equal(few.Length, results.Select(result => result.Reference).Distinct().Count());
    }

    private static Note[] Notes(int count) => [.. Enumerable.Range(0, count).Select(i => new Note { Text = $"{i}" })];
}
