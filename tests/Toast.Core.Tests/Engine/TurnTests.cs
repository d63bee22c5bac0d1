namespace Toast.Core.Tests.Engine;

/// <summary>Dumps of one instance that overlap, and what a failed one leaves behind.</summary>
public sealed class TurnTests
{
    [External("main", Concurrency = ConcurrencyMode.Optimistic)]
    public sealed class Account
    {
        public int Balance { get; set; }
    }

    [Fact]
    [Trait("Behaviour", "B-112")]
    public async Task B_112_a_dump_that_gave_up_its_turn_does_not_let_the_next_one_overtake()
    {
        var backend = new HookedBackend();
        await using IToast toast = new ToastBuilder().AddStore("main", backend).AddModel<Account>().Build();
        var account = new Account();
        ExternalReference reference = await toast.DumpAsync(account);
        var gate = new TaskCompletionSource();
        backend.BeforeWrite = (_, _) => gate.Task;
        using var cancellation = new CancellationTokenSource();

        account.Balance = 1;
        Task<ExternalReference> first = toast.DumpAsync(account);
        account.Balance = 2;
        Task<ExternalReference> second = toast.DumpAsync(account, null, cancellation.Token);
        account.Balance = 3;
        Task<ExternalReference> third = toast.DumpAsync(account);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        gate.SetResult();
        await first;
        await third;

        Assert.Equal(3, (await toast.ValidateAsync<Account>(reference)).Balance);
        Assert.Equal(3, (await toast.GetInfoAsync(reference)).Version);
    }

    [Fact]
    [Trait("Behaviour", "B-126")]
    public async Task B_126_waiting_for_an_earlier_dump_counts_against_the_deadline()
    {
        var backend = new HookedBackend();
        await using IToast toast = new ToastBuilder().AddStore("main", backend).AddModel<Account>().Build();
        var gate = new TaskCompletionSource();
        backend.BeforeWrite = (_, _) => gate.Task;
        var account = new Account();

        Task<ExternalReference> first = toast.DumpAsync(account);
        var error = await Assert.ThrowsAsync<StorageConnectionException>(
            () => toast.DumpAsync(account, new DumpOptions { Timeout = TimeSpan.FromMilliseconds(100) }));
        gate.SetResult();
        await first;

        Assert.Equal((ErrorCodes.Busy, false), (error.Code, error.OutcomeUnknown));
        Assert.Equal(1, backend.Writes);
    }

    [Fact]
    [Trait("Behaviour", "B-113")]
    public async Task B_113_after_a_refused_dump_under_a_reference_a_plain_dump_makes_a_record_of_its_own()
    {
        await using IToast toast = new ToastBuilder().AddStore("main", "memory://").AddModel<Note>().Build();
        ExternalReference theirs = await toast.DumpAsync(new Note { Text = "theirs" });
        var copy = new Note { Text = "mine" };

        await Assert.ThrowsAsync<ConcurrencyException>(() => toast.DumpAsync(copy, theirs, new DumpOptions { ExpectedVersion = 7 }));
        ExternalReference mine = await toast.DumpAsync(copy);

        Assert.NotEqual(theirs, mine);
        Assert.Equal("theirs", (await toast.ValidateAsync<Note>(theirs)).Text);
    }

    [Fact]
    [Trait("Behaviour", "B-125")]
    public async Task B_125_a_recreation_whose_acknowledgement_was_lost_is_recognised()
    {
        var backend = new HookedBackend();
        await using IToast toast = new ToastBuilder().AddStore("main", backend).AddModel<Account>().Configure(o => o.MaxRetries = 0).Build();
        var account = new Account();
        ExternalReference reference = await toast.DumpAsync(account);
        await toast.DeleteAsync(reference);
        account.Balance = 5;
        backend.AfterWrite = number => number == 3
            ? throw new StorageConnectionException(ErrorCodes.Unreachable, "lost") { OutcomeUnknown = true }
            : Task.CompletedTask;
        var recreate = new DumpOptions { Recreate = true };

        await Assert.ThrowsAsync<StorageConnectionException>(() => toast.DumpAsync(account, recreate));
        await toast.DumpAsync(account, recreate);

        Assert.Equal(1, (await toast.GetInfoAsync(reference)).Version);
    }

    [Fact]
    [Trait("Behaviour", "B-125")]
    public async Task B_125_a_repeated_write_lends_its_answer_to_no_other_write()
    {
        var backend = new HookedBackend();
        await using IToast toast = GroupCommitTests.New(backend, options => options.MaxRetries = 0);
        var note = new Note { Text = "0" };
        ExternalReference reference = await toast.DumpAsync(note);
        backend.AfterWrite = number => number == 2
            ? throw new StorageConnectionException(ErrorCodes.Unreachable, "lost") { OutcomeUnknown = true }
            : Task.CompletedTask;
        note.Text = "lost";
        await Assert.ThrowsAsync<StorageConnectionException>(() => toast.DumpAsync(note));
        var gate = new TaskCompletionSource();
        backend.BeforeWrite = (number, _) => number == 3 ? gate.Task : Task.CompletedTask;
        Note other = await toast.ValidateAsync<Note>(reference);

        // While an unrelated write holds the store up, another instance's write and the repeat wait for each other.
        Task blocking = toast.DumpAsync(new Note());
        other.Text = "other";
        Task<IReadOnlyList<DumpResult>> before = toast.DumpManyAsync([other]);
        Task<IReadOnlyList<DumpResult>> repeat = toast.DumpManyAsync([note]);
        gate.SetResult();
        await blocking;

        Assert.Equal(3, (await before)[0].Version);
        Assert.Equal(4, (await repeat)[0].Version);
        Assert.Equal("lost", (await toast.ValidateAsync<Note>(reference)).Text);
    }

    [Fact]
    [Trait("Behaviour", "B-104")]
    public async Task B_104_concurrent_first_dumps_count_their_versions_on_a_store_of_four_methods()
    {
        for (int round = 0; round < 50; round++)
        {
            var backend = new PlainBackend();
            await using IToast toast = GroupCommitTests.New(backend);
            var note = new Note { Text = "x" };

            ExternalReference[] references = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => toast.DumpAsync(note))));

            Assert.Single(references.Distinct());
            Assert.Equal(50, Assert.Single(backend.Records).Version);
        }
    }

    [Fact]
    [Trait("Behaviour", "B-104")]
    public async Task B_104_concurrent_dumps_never_see_half_a_binding()
    {
        var backend = new PlainBackend();
        await using IToast toast = GroupCommitTests.New(backend);

        for (int round = 0; round < 200; round++)
        {
            var note = new Note { Text = "x" };
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => toast.DumpAsync(note))));
        }

        Assert.Equal(200, backend.Records.Count);
        Assert.All(backend.Records, record => Assert.Equal(("Note", 20L), (record.Key.ClassName, record.Version)));
    }
}
