namespace Toast.Core.Tests.Engine;

public sealed class GroupCommitTests
{
    [Fact]
    public async Task Writes_that_arrive_during_a_flush_go_together_in_a_few_more()
    {
        var backend = new HookedBackend();
        TaskCompletionSource gate = backend.HoldFirstWrite();
        await using IToast toast = New(backend);

        Task<ExternalReference>[] dumps = [.. Enumerable.Range(0, 500).Select(i => toast.DumpAsync(new Note { Text = $"{i}" }))];
        gate.SetResult();
        ExternalReference[] references = await Task.WhenAll(dumps);

        Assert.InRange(backend.Writes, 2, 10);
        Assert.Equal(500, references.Distinct().Count());
    }

    [Fact]
    public async Task A_lone_write_goes_at_once_and_alone()
    {
        var backend = new HookedBackend();
        await using IToast toast = New(backend);

        for (int i = 0; i < 10; i++)
        {
            await toast.DumpAsync(new Note());
        }

        Assert.Equal(10, backend.Writes);
        Assert.Equal(1, backend.Connects);
    }

    [Fact]
    [Trait("Behaviour", "B-110")]
    public async Task B_110_waiting_writes_to_one_record_collapse_and_each_has_its_own_version()
    {
        var backend = new HookedBackend();
        await using IToast toast = New(backend);
        var note = new Note();
        ExternalReference reference = await toast.DumpAsync(note);
        var gate = new TaskCompletionSource();
        backend.BeforeWrite = (number, _) => number == 2 ? gate.Task : Task.CompletedTask;

        var dumps = new List<Task<ExternalReference>>();
        for (int i = 1; i <= 1000; i++)
        {
            note.Text = $"{i}";
            dumps.Add(toast.DumpAsync(note));
        }

        gate.SetResult();
        await Task.WhenAll(dumps);

        Assert.Equal(3, backend.Writes);
        Assert.Equal(1001, (await toast.GetInfoAsync(reference)).Version);
        Assert.Equal("1000", (await toast.ValidateAsync<Note>(reference)).Text);
    }

    [Fact]
    [Trait("Behaviour", "B-101")]
    public async Task B_101_the_content_is_that_of_the_moment_of_the_call()
    {
        var backend = new HookedBackend();
        var gate = new TaskCompletionSource();
        backend.BeforeWrite = (_, _) => gate.Task;
        await using IToast toast = New(backend);
        var note = new Note { Text = "then" };

        Task<ExternalReference> dump = toast.DumpAsync(note);
        note.Text = "later";
        gate.SetResult();

        Assert.Equal("then", (await toast.ValidateAsync<Note>(await dump)).Text);
    }

    [Fact]
    [Trait("Behaviour", "B-120")]
    public async Task B_120_a_batch_that_fails_for_one_record_is_repeated_one_by_one()
    {
        var backend = new HookedBackend();
        var gate = new TaskCompletionSource();
        backend.BeforeWrite = async (number, requests) =>
        {
            if (number == 1)
            {
                await gate.Task;
            }

            if (requests.Any(request => System.Text.Encoding.UTF8.GetString(request.Data.Span).Contains("bad", StringComparison.Ordinal)))
            {
                throw new InvalidOperationException("refused");
            }
        };
        await using IToast toast = New(backend);

        Task<IReadOnlyList<DumpResult>> bulk = toast.DumpManyAsync(
            Enumerable.Range(0, 100).Select(i => (object)new Note { Text = i == 50 ? "bad" : $"{i}" }));
        gate.SetResult();
        IReadOnlyList<DumpResult> results = await bulk;

        Assert.Equal(99, results.Count(result => result.Succeeded));
        var error = Assert.IsType<ExternalStorageException>(results[50].Error);
        Assert.Equal(ErrorCodes.StorageFailed, error.Code);
        Assert.IsType<InvalidOperationException>(error.InnerException);
    }

    [Fact]
    [Trait("Behaviour", "B-131")]
    public async Task B_131_disposing_flushes_what_is_queued_and_leaves_a_passed_in_backend_open()
    {
        var backend = new HookedBackend();
        TaskCompletionSource gate = backend.HoldFirstWrite();
        IToast toast = New(backend);
        Task<ExternalReference>[] dumps = [.. Enumerable.Range(0, 50).Select(_ => toast.DumpAsync(new Note()))];

        ValueTask closing = toast.DisposeAsync();
        gate.SetResult();
        await closing;

        await Task.WhenAll(dumps);
        Assert.False(backend.IsClosed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => toast.DumpAsync(new Note()));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => toast.GetInfoAsync(new ExternalReference("Note", Guid.NewGuid())));
    }

    internal static IToast New(StorageBackend backend, Action<EngineOptions>? options = null) =>
        new ToastBuilder().AddStore("main", backend).AddModel<Note>().Configure(options ?? (_ => { })).Build();
}
