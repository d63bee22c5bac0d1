namespace Toast.Core.Tests.Engine;

public sealed class RetryTests
{
    [Theory]
    [InlineData(ErrorCodes.Unreachable)]
    [InlineData(ErrorCodes.Timeout)]
    [InlineData(ErrorCodes.Dns)]
    [InlineData(ErrorCodes.Busy)]
    [Trait("Behaviour", "B-127")]
    public async Task B_127_two_transient_faults_are_invisible(string code)
    {
        var backend = new HookedBackend();
        backend.BeforeWrite = (number, _) => number <= 2 ? throw new StorageConnectionException(code, "gone") : Task.CompletedTask;
        backend.BeforeRead = number => number <= 2 ? throw new StorageConnectionException(code, "gone") : Task.CompletedTask;
        await using IToast toast = GroupCommitTests.New(backend, options => options.RetryDelay = TimeSpan.FromMilliseconds(1));

        ExternalReference reference = await toast.DumpAsync(new Note { Text = "x" });

        Assert.Equal("x", (await toast.ValidateAsync<Note>(reference)).Text);
        Assert.Equal(3, backend.Writes);
        Assert.Equal(1, (await toast.GetInfoAsync(reference)).Version);
    }

    [Theory]
    [InlineData(ErrorCodes.AuthFailed)]
    [InlineData(ErrorCodes.TlsFailed)]
    [InlineData(ErrorCodes.StoreMissing)]
    [Trait("Behaviour", "B-127")]
    public async Task B_127_faults_that_do_not_pass_are_tried_once(string code)
    {
        var backend = new HookedBackend();
        backend.BeforeWrite = (_, _) => throw new StorageConnectionException(code, "refused");
        await using IToast toast = GroupCommitTests.New(backend);

        var error = await Assert.ThrowsAsync<StorageConnectionException>(() => toast.DumpAsync(new Note()));

        Assert.Equal(code, error.Code);
        Assert.Equal("main", error.Store);
        Assert.Equal("Note", error.ClassName);
        Assert.Equal(1, backend.Writes);
    }

    [Theory]
    [InlineData(ErrorCodes.AccessDenied)]
    [InlineData(ErrorCodes.ReadOnly)]
    [InlineData(ErrorCodes.StorageFull)]
    [InlineData(ErrorCodes.StorageFailed)]
    [Trait("Behaviour", "B-127")]
    public async Task B_127_refusals_of_the_store_are_tried_once(string code)
    {
        var backend = new HookedBackend();
        await using IToast toast = GroupCommitTests.New(backend);
        ExternalReference reference = await toast.DumpAsync(new Note());
        backend.BeforeWrite = (_, _) => throw new ExternalStorageException(code, "refused");
        backend.BeforeRead = _ => throw new ExternalStorageException(code, "refused");

        Assert.Equal(code, (await Assert.ThrowsAsync<ExternalStorageException>(() => toast.DumpAsync(new Note()))).Code);
        Assert.Equal(code, (await Assert.ThrowsAsync<ExternalStorageException>(() => toast.ValidateAsync<Note>(reference))).Code);
        Assert.Equal((2, 1), (backend.Writes, backend.Reads));
    }

    [Fact]
    [Trait("Behaviour", "B-127")]
    public async Task B_127_two_refused_connections_are_invisible()
    {
        int connects = 0;
        var backend = new HookedBackend
        {
            OnConnect = () => ++connects <= 2 ? throw new StorageConnectionException(ErrorCodes.Unreachable, "refused") : Task.CompletedTask,
        };
        await using IToast toast = GroupCommitTests.New(backend, options => options.RetryDelay = TimeSpan.FromMilliseconds(1));

        await toast.DumpAsync(new Note());

        Assert.Equal((3, 1), (connects, backend.Writes));
    }

    [Fact]
    [Trait("Behaviour", "B-127")]
    public async Task B_127_a_delete_is_repeated_only_if_it_is_known_not_to_have_happened()
    {
        var backend = new HookedBackend();
        await using IToast toast = GroupCommitTests.New(backend, options => options.RetryDelay = TimeSpan.FromMilliseconds(1));
        ExternalReference reference = await toast.DumpAsync(new Note());
        backend.BeforeDelete = _ => throw Lost();

        Assert.True((await Assert.ThrowsAsync<StorageConnectionException>(() => toast.DeleteAsync(reference))).OutcomeUnknown);
        Assert.Equal(1, backend.Deletes);

        backend.BeforeDelete = number => number <= 3 ? throw new StorageConnectionException(ErrorCodes.Unreachable, "refused") : Task.CompletedTask;
        Assert.True(await toast.DeleteAsync(reference));
        Assert.Equal(4, backend.Deletes);
    }

    [Fact]
    [Trait("Behaviour", "B-140")]
    public async Task B_140_a_backend_that_gives_up_by_itself_is_a_time_out_and_no_cancellation_of_the_caller()
    {
        var backend = new HookedBackend();
        await using IToast toast = GroupCommitTests.New(backend, options => options.MaxRetries = 0);
        ExternalReference reference = await toast.DumpAsync(new Note());
        backend.BeforeWrite = (_, _) => throw new TaskCanceledException("the client's own time-out");
        backend.BeforeRead = _ => throw new TaskCanceledException("the client's own time-out");

        var write = await Assert.ThrowsAsync<StorageConnectionException>(() => toast.DumpAsync(new Note()));
        var read = await Assert.ThrowsAsync<StorageConnectionException>(() => toast.ValidateAsync<Note>(reference));

        Assert.Equal((ErrorCodes.Timeout, true), (write.Code, write.OutcomeUnknown));
        Assert.Equal((ErrorCodes.Timeout, false), (read.Code, read.OutcomeUnknown));
        Assert.IsType<TaskCanceledException>(read.InnerException);
    }

    [Fact]
    [Trait("Behaviour", "B-125")]
    [Trait("Behaviour", "B-110")]
    public async Task B_125_writes_that_collapsed_count_once_each_when_their_acknowledgement_was_lost()
    {
        var backend = new HookedBackend();
        await using IToast toast = GroupCommitTests.New(backend, options => options.RetryDelay = TimeSpan.FromMilliseconds(1));
        var note = new Note { Text = "0" };
        ExternalReference reference = await toast.DumpAsync(note);
        var gate = new TaskCompletionSource();
        backend.BeforeWrite = (number, _) => number == 2 ? gate.Task : Task.CompletedTask;
        backend.AfterWrite = number => number == 3 ? throw Lost() : Task.CompletedTask;

        var dumps = new List<Task<ExternalReference>>();
        for (int i = 1; i <= 10; i++)
        {
            note.Text = $"{i}";
            dumps.Add(toast.DumpAsync(note));
        }

        gate.SetResult();
        await Task.WhenAll(dumps);

        Assert.Equal(4, backend.Writes);
        Assert.Equal(11, (await toast.GetInfoAsync(reference)).Version);
        Assert.Equal("10", (await toast.ValidateAsync<Note>(reference)).Text);
    }

    [Fact]
    [Trait("Behaviour", "B-125")]
    [Trait("Behaviour", "B-313")]
    public async Task B_125_a_write_whose_acknowledgement_was_lost_counts_once()
    {
        var backend = new HookedBackend();
        backend.AfterWrite = number => number <= 2 ? throw Lost() : Task.CompletedTask;
        await using IToast toast = GroupCommitTests.New(backend, options => options.RetryDelay = TimeSpan.FromMilliseconds(1));

        ExternalReference reference = await toast.DumpAsync(new Note { Text = "once" });

        Assert.Equal(3, backend.Writes);
        Assert.Equal(1, (await toast.GetInfoAsync(reference)).Version);
    }

    [Fact]
    [Trait("Behaviour", "B-313")]
    public async Task B_313_a_later_try_that_reaches_nothing_does_not_make_a_lost_answer_known()
    {
        var backend = new HookedBackend();
        backend.AfterWrite = _ => throw Lost();
        backend.BeforeWrite = (number, _) => number > 1 ? throw new StorageConnectionException(ErrorCodes.Unreachable, "refused") : Task.CompletedTask;
        await using IToast toast = GroupCommitTests.New(backend, options => options.RetryDelay = TimeSpan.FromMilliseconds(1));

        var error = await Assert.ThrowsAsync<StorageConnectionException>(() => toast.DumpAsync(new Note { Text = "x" }));

        Assert.True(error.OutcomeUnknown);
        Assert.True(await toast.ExistsAsync(new ExternalReference("Note", error.Id!.Value)));
    }

    [Fact]
    [Trait("Behaviour", "B-313")]
    public async Task B_313_a_conflict_after_a_lost_answer_is_no_proof_that_nothing_was_written()
    {
        var backend = new HookedBackend();
        await using IToast toast = GroupCommitTests.New(backend, options => options.RetryDelay = TimeSpan.FromMilliseconds(1));
        var note = new Note { Text = "first" };
        ExternalReference reference = await toast.DumpAsync(note);
        backend.AfterWrite = async number =>
        {
            if (number == 2)
            {
                // Another writer comes between the write and its repeat, so that the store cannot recognise the repeat.
                await backend.Inner.SaveAsync(
                    new SaveRequest { Key = new RecordKey("Note", reference.Id), Data = "{}"u8.ToArray(), WriteId = Guid.NewGuid() }, CancellationToken.None);
                throw Lost();
            }
        };

        note.Text = "second";
        var error = await Assert.ThrowsAsync<StorageConnectionException>(() => toast.DumpAsync(note, new DumpOptions { ExpectedVersion = 1 }));

        Assert.True(error.OutcomeUnknown);
        Assert.Equal(3, backend.Writes);
        Assert.Equal(3, (await toast.GetInfoAsync(reference)).Version);
    }

    [Fact]
    [Trait("Behaviour", "B-015")]
    [Trait("Behaviour", "B-313")]
    public async Task B_015_a_store_without_conditional_save_tells_that_the_outcome_is_unknown_and_the_callers_retry_is_safe()
    {
        var backend = new PlainBackend { AfterSave = number => _ = number == 1 ? throw Lost() : 0 };
        await using IToast toast = GroupCommitTests.New(backend);
        var note = new Note { Text = "x" };

        var error = await Assert.ThrowsAsync<StorageConnectionException>(() => toast.DumpAsync(note));
        Assert.True(error.OutcomeUnknown);
        Assert.Null(toast.GetReference(note));

        ExternalReference reference = await toast.DumpAsync(note);

        Assert.Equal(error.Id, reference.Id);
        Assert.Equal(1, Assert.Single(backend.Records).Version);
        Assert.Equal(1, backend.Saves);
    }

    [Fact]
    [Trait("Behaviour", "B-015")]
    public async Task B_015_an_instance_stays_unbound_and_keeps_its_id_when_the_store_is_down()
    {
        var backend = new HookedBackend { OnConnect = () => throw new StorageConnectionException(ErrorCodes.Unreachable, "refused") };
        await using IToast toast = GroupCommitTests.New(backend, options => options.MaxRetries = 0);
        var note = new Note { Text = "x" };

        var first = await Assert.ThrowsAsync<StorageConnectionException>(() => toast.DumpAsync(note));
        var second = await Assert.ThrowsAsync<StorageConnectionException>(() => toast.DumpAsync(note));
        Assert.Null(toast.GetReference(note));
        backend.OnConnect = () => Task.CompletedTask;
        ExternalReference reference = await toast.DumpAsync(note);

        Assert.Equal(ErrorCodes.Unreachable, first.Code);
        Assert.Equal(3, backend.Connects);
        Assert.Equal(7, reference.Id.Version);
        Assert.Equal((first.Id, second.Id), (reference.Id, reference.Id));
    }

    [Fact]
    [Trait("Behaviour", "B-140")]
    public async Task B_140_what_a_backend_throws_arrives_wrapped_without_its_text()
    {
        var backend = new HookedBackend();
        backend.BeforeWrite = (_, _) => throw new InvalidOperationException("password=hunter2");
        await using IToast toast = GroupCommitTests.New(backend);

        var error = await Assert.ThrowsAsync<ExternalStorageException>(() => toast.DumpAsync(new Note()));

        Assert.Equal(ErrorCodes.StorageFailed, error.Code);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(error.InnerException);
    }

    [Fact]
    [Trait("Behaviour", "B-326")]
    public async Task B_326_not_found_is_never_decided_by_text()
    {
        var backend = new HookedBackend();
        backend.BeforeRead = _ => throw new StorageConnectionException(ErrorCodes.Unreachable, "404 NoSuchKey: not found");
        await using IToast toast = GroupCommitTests.New(backend, options => options.MaxRetries = 0);

        await Assert.ThrowsAsync<StorageConnectionException>(
            () => toast.ValidateAsync<Note>(new ExternalReference("Note", Guid.Parse("40440440-4404-4404-8404-404404404404"))));
    }

    private static StorageConnectionException Lost() => new(ErrorCodes.Unreachable, "the connection broke") { OutcomeUnknown = true };
}
