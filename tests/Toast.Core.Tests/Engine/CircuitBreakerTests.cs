
namespace Toast.Core.Tests.Engine;

public sealed class CircuitBreakerTests
{
    private const int Calls = 1000;

    [External("main")]
    public sealed class Album
    {
        public List<Note> Notes { get; set; } = [];
    }

    private readonly SteppedTime time = new();
    private readonly HookedBackend backend = new();

    [Theory]
    [InlineData(ErrorCodes.Unreachable)]
    [InlineData(ErrorCodes.Timeout)]
    [InlineData(ErrorCodes.Dns)]
    [InlineData(ErrorCodes.AuthFailed)]
    [InlineData(ErrorCodes.TlsFailed)]
    [Trait("Behaviour", "B-128")]
    public async Task B_128_a_store_that_fails_five_times_in_a_row_is_left_alone(string code)
    {
        await using IToast toast = New();
        ExternalReference reference = await toast.DumpAsync(new Note { Text = "there" });
        Break(code);
        await FailAsync(toast, code, 5);
        int writes = backend.Writes, reads = backend.Reads;

        for (int call = 0; call < Calls; call++)
        {
            var refused = await Assert.ThrowsAsync<StorageConnectionException>(() => toast.DumpAsync(new Note()));
            Assert.Equal((ErrorCodes.CircuitOpen, false, "main"), (refused.Code, refused.OutcomeUnknown, refused.Store));
            Assert.Contains(code, refused.Message, StringComparison.Ordinal);
        }

        await RefusedAsync(() => toast.ValidateAsync<Note>(reference));
        await RefusedAsync(() => toast.DeleteAsync(reference));
        Assert.Equal((writes, reads), (backend.Writes, backend.Reads));
    }

    [Fact]
    [Trait("Behaviour", "B-128")]
    public async Task B_128_after_the_pause_one_call_finds_out_whether_the_store_is_back()
    {
        await using IToast toast = New();
        ExternalReference reference = await toast.DumpAsync(new Note { Text = "there" });
        Break(ErrorCodes.Unreachable);
        await FailAsync(toast, ErrorCodes.Unreachable, 5);

        time.Advance(TimeSpan.FromSeconds(5));
        await FailAsync(toast, ErrorCodes.Unreachable, 1);
        await RefusedAsync(() => toast.ValidateAsync<Note>(reference));

        Mend();
        time.Advance(TimeSpan.FromSeconds(4.9));
        await RefusedAsync(() => toast.ValidateAsync<Note>(reference));
        time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("there", (await toast.ValidateAsync<Note>(reference)).Text);
        await toast.DumpAsync(new Note());
    }

    [Fact]
    [Trait("Behaviour", "B-128")]
    public async Task B_128_a_trial_that_hangs_holds_up_no_later_one()
    {
        await using IToast toast = New();
        ExternalReference reference = await toast.DumpAsync(new Note { Text = "there" });
        Break(ErrorCodes.Unreachable);
        await FailAsync(toast, ErrorCodes.Unreachable, 5);
        var never = new TaskCompletionSource();
        backend.BeforeWrite = (_, _) => never.Task;
        backend.BeforeRead = _ => Task.CompletedTask;

        time.Advance(TimeSpan.FromSeconds(5));
        Task<ExternalReference> trial = toast.DumpAsync(new Note());
        await RefusedAsync(() => toast.ValidateAsync<Note>(reference));
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("there", (await toast.ValidateAsync<Note>(reference)).Text);

        never.SetResult();
        await trial;
    }

    [Fact]
    [Trait("Behaviour", "B-128")]
    public async Task B_128_a_trial_that_fails_late_does_not_put_off_the_next_one()
    {
        await using IToast toast = New();
        ExternalReference reference = await toast.DumpAsync(new Note { Text = "there" });
        Break(ErrorCodes.Unreachable);
        await FailAsync(toast, ErrorCodes.Unreachable, 5);
        var late = new TaskCompletionSource();
        backend.BeforeWrite = (_, _) => late.Task;
        backend.BeforeRead = _ => Task.CompletedTask;

        time.Advance(TimeSpan.FromSeconds(5));
        Task<ExternalReference> trial = toast.DumpAsync(new Note());
        time.Advance(TimeSpan.FromSeconds(4));
        late.SetException(new StorageConnectionException(ErrorCodes.Unreachable, "gone"));
        await Assert.ThrowsAsync<StorageConnectionException>(() => trial);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("there", (await toast.ValidateAsync<Note>(reference)).Text);
    }

    [Fact]
    [Trait("Behaviour", "B-128")]
    public async Task B_128_a_trial_of_a_parent_brings_all_its_children()
    {
        await using IToast toast = New();
        Album album = new() { Notes = [.. Enumerable.Range(0, 20).Select(i => new Note { Text = $"{i}" })] };
        ExternalReference reference = await toast.DumpAsync(album);
        Break(ErrorCodes.Unreachable);
        await FailAsync(toast, ErrorCodes.Unreachable, 5);
        Mend();
        time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(20, (await toast.ValidateAsync<Album>(reference)).Notes.Count);
    }

    [Fact]
    [Trait("Behaviour", "B-134")]
    public async Task B_134_readiness_tells_of_a_store_that_is_left_alone_also_where_nothing_can_be_asked()
    {
        var plain = new PlainBackend();
        await using IToast toast = new ToastBuilder().AddStore("main", plain).AddModel<Note>().Configure(options => options.BreakerFailures = 1).Build();
        await toast.DumpAsync(new Note());
        Assert.True(Assert.Single(await toast.ProbeAsync()).IsUp);
        plain.AfterSave = _ => throw new StorageConnectionException(ErrorCodes.Unreachable, "gone") { OutcomeUnknown = true };
        await Assert.ThrowsAsync<StorageConnectionException>(() => toast.DumpAsync(new Note()));

        Assert.Equal(ErrorCodes.CircuitOpen, Assert.Single(await toast.ProbeAsync()).Code);
    }

    [Fact]
    [Trait("Behaviour", "B-128")]
    public async Task B_128_a_probe_that_is_answered_takes_the_store_up_again()
    {
        await using IToast toast = New();
        Break(ErrorCodes.Unreachable);
        await FailAsync(toast, ErrorCodes.Unreachable, 5);
        await RefusedAsync(() => toast.DumpAsync(new Note()));
        Mend();

        Assert.All(await toast.ProbeAsync(), store => Assert.True(store.IsUp));
        await toast.DumpAsync(new Note());
    }

    [Fact]
    [Trait("Behaviour", "B-128")]
    public async Task B_128_answers_and_failures_of_other_kinds_do_not_count()
    {
        await using IToast toast = New();
        ExternalReference reference = await toast.DumpAsync(new Note { Text = "there" });
        foreach (string code in new[] { ErrorCodes.StorageFull, ErrorCodes.ReadOnly, ErrorCodes.StorageFailed })
        {
            backend.BeforeWrite = (_, _) => throw new ExternalStorageException(code, "refused");
            for (int call = 0; call < 6; call++)
            {
                Assert.Equal(code, (await Assert.ThrowsAsync<ExternalStorageException>(() => toast.DumpAsync(new Note()))).Code);
            }
        }

        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        for (int call = 0; call < 6; call++)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => toast.DumpAsync(new Note(), cancellationToken: cancelled.Token));
            await Assert.ThrowsAsync<RecordNotFoundException>(() => toast.ValidateAsync<Note>(new ExternalReference("Note", Guid.CreateVersion7())));
        }

        Assert.Equal("there", (await toast.ValidateAsync<Note>(reference)).Text);
    }

    [Fact]
    [Trait("Behaviour", "B-128")]
    public async Task B_128_four_failures_and_an_answer_start_the_count_anew()
    {
        await using IToast toast = New();
        for (int round = 0; round < 3; round++)
        {
            Break(ErrorCodes.Unreachable);
            await FailAsync(toast, ErrorCodes.Unreachable, 4);
            Mend();
            await toast.DumpAsync(new Note());
        }
    }

    [Fact]
    [Trait("Behaviour", "B-329")]
    public async Task B_329_a_store_that_is_left_alone_or_hangs_does_not_hold_up_another_one()
    {
        var never = new TaskCompletionSource();
        backend.BeforeWrite = (_, _) => never.Task;
        await using IToast toast = new ToastBuilder().AddStore("main", backend).AddStore("other", "memory://").AddModel<Note>().Build();
        Task<ExternalReference>[] hanging = [.. Enumerable.Range(0, 200).Select(_ => toast.DumpAsync(new Note()))];
        IValues<int> other = toast.For<int>("other");

        for (int call = 0; call < 200; call++)
        {
            ExternalReference reference = await other.DumpAsync(call);
            Assert.Equal(call, await other.ValidateAsync(reference));
        }

        Assert.DoesNotContain(hanging, call => call.IsCompleted);
        never.SetResult();
        await Task.WhenAll(hanging);
    }

    [Fact]
    [Trait("Behaviour", "B-128")]
    public async Task B_128_the_breaker_can_be_turned_off()
    {
        await using IToast toast = New(options => options.BreakerFailures = 0);
        Break(ErrorCodes.Unreachable);
        await FailAsync(toast, ErrorCodes.Unreachable, 50);
    }

    /// <summary>Has a call refused; had it waited for anything, it would wait for ever, since time stands still.</summary>
    private static async Task RefusedAsync(Func<Task> call) =>
        Assert.Equal(ErrorCodes.CircuitOpen, (await Assert.ThrowsAsync<StorageConnectionException>(call)).Code);

    private static async Task FailAsync(IToast toast, string code, int times)
    {
        for (int i = 0; i < times; i++)
        {
            Assert.Equal(code, (await Assert.ThrowsAsync<StorageConnectionException>(() => toast.DumpAsync(new Note()))).Code);
        }
    }

    private void Break(string code)
    {
        backend.BeforeWrite = (_, _) => throw new StorageConnectionException(code, "gone");
        backend.BeforeRead = _ => throw new StorageConnectionException(code, "gone");
    }

    private void Mend()
    {
        backend.BeforeWrite = (_, _) => Task.CompletedTask;
        backend.BeforeRead = _ => Task.CompletedTask;
    }

    private IToast New(Action<EngineOptions>? options = null) => new ToastBuilder()
        .UseTime(time)
        .AddStore("main", backend)
        .AddModel<Note>()
        .Configure(settings =>
        {
            settings.MaxRetries = 0;
            options?.Invoke(settings);
        })
        .Build();
}
