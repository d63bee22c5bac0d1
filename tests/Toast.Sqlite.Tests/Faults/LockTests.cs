using Microsoft.Data.Sqlite;
using Toast.Sqlite.Tests.Support;

namespace Toast.Sqlite.Tests.Faults;

[Trait("Behaviour", "B-328")]
public sealed class LockTests : StoreTest
{
    [Fact]
    public async Task B_328_a_save_waits_for_the_lock_of_another_connection()
    {
        SqliteBackend backend = await Folder.OpenAsync("?busy_timeout=60000");
        using SqliteConnection other = OpenPlain();
        SqliteTransaction transaction = other.BeginTransaction(deferred: false);
        RecordKey key = NewKey();
        Task<SaveResult> save = backend.SaveAsync(Request(key), default);
        Assert.Null(await backend.LoadAsync(key, default));
        Assert.False(save.IsCompleted);
        await transaction.RollbackAsync();
        Assert.Equal(1, (await save).Version);
    }

    [Fact]
    public async Task B_328_beyond_the_timeout_the_store_is_busy_and_works_again_afterwards()
    {
        SqliteBackend backend = await Folder.OpenAsync("?busy_timeout=20");
        RecordKey key = NewKey();
        using (SqliteConnection other = OpenPlain())
        {
            using SqliteTransaction transaction = other.BeginTransaction(deferred: false);
            var failure = await Assert.ThrowsAsync<StorageConnectionException>(() => backend.SaveAsync(Request(key), default));
            Assert.Equal((ErrorCodes.Busy, false), (failure.Code, failure.OutcomeUnknown));
        }

        Assert.Equal(1, (await backend.SaveAsync(Request(key), default)).Version);
    }

    [Fact]
    public async Task B_328_giving_up_while_another_process_holds_the_lock_is_told_as_busy()
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var file = new StoreFile(Folder.File);
        SqliteSettings settings = SqliteSettings.Read(TempFolder.UrlOf(Folder.File));
        var opener = new StoreOpener(settings, file, new BusyWait(TimeSpan.FromMinutes(10)), new Failures(TempFolder.UrlOf(Folder.File), file));
        var threads = new SessionThreads<LockedOutSession>("test", 1, () => new LockedOutSession(opener, waiting));
        using var giveUp = new CancellationTokenSource();
        Task<int> first = threads.RunAsync(0, null, static (_, _) => 0, giveUp.Token);
        Task<int> behind = threads.RunAsync(0, null, static (_, _) => 0, giveUp.Token);
        await waiting.Task;
        await giveUp.CancelAsync();
        Assert.Equal(ErrorCodes.Busy, (await Assert.ThrowsAsync<StorageConnectionException>(() => first)).Code);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => behind);
        await threads.CloseAsync();
    }

    [Fact]
    public async Task Disconnecting_within_a_bound_ends_the_wait_for_a_lock()
    {
        SqliteBackend backend = await Folder.OpenAsync("?busy_timeout=600000");
        using SqliteConnection other = OpenPlain();
        using SqliteTransaction transaction = other.BeginTransaction(deferred: false);
        Task<SaveResult> save = backend.SaveAsync(Request(NewKey()), default);

        // Whether the close ends before its bound is noticed is left open; that the save ends, and how, is not.
        Exception? failure = await Record.ExceptionAsync(() => backend.DisconnectAsync(new CancellationToken(canceled: true)));
        Assert.True(failure is null or OperationCanceledException);
        Assert.Equal(ErrorCodes.Busy, (await Assert.ThrowsAsync<StorageConnectionException>(() => save)).Code);
    }

    /// <summary>A session that never gets the lock, and says when it has begun to wait for it.</summary>
    private sealed class LockedOutSession(StoreOpener opener, TaskCompletionSource waiting) : Session(opener, TimeProvider.System)
    {
        private int attempts;

        public override void Begin(ICancellable waiter) => Opener.Busy.Run(this, static session => session.Try(), waiter);

        public override void End()
        {
        }

        protected override void Prepare(Database database)
        {
        }

        private int Try()
        {
            // At the second attempt the first one's refusal has been noted.
            if (++attempts == 2)
            {
                waiting.SetResult();
            }

            throw new SqliteFault(SQLitePCL.raw.SQLITE_BUSY, nameof(Try));
        }
    }
}
