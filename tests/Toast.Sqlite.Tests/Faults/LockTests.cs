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
        SqliteBackend backend = await Folder.OpenAsync("?busy_timeout=600000");
        using SqliteConnection other = OpenPlain();
        using SqliteTransaction transaction = other.BeginTransaction(deferred: false);
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        RecordKey key = NewKey();
        Task<SaveResult> first = backend.SaveAsync(Request(key), giveUp.Token);
        Task<SaveResult> behind = backend.SaveAsync(Request(key), giveUp.Token);
        Assert.Equal(ErrorCodes.Busy, (await Assert.ThrowsAsync<StorageConnectionException>(() => first)).Code);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => behind);
        await transaction.RollbackAsync();
        Assert.Null(await backend.LoadAsync(key, default));
    }

    [Fact]
    public async Task Disconnecting_within_a_bound_ends_the_wait_for_a_lock()
    {
        SqliteBackend backend = await Folder.OpenAsync("?busy_timeout=600000");
        using SqliteConnection other = OpenPlain();
        using SqliteTransaction transaction = other.BeginTransaction(deferred: false);
        Task<SaveResult> save = backend.SaveAsync(Request(NewKey()), default);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => backend.DisconnectAsync(new CancellationToken(canceled: true)));
        Assert.Equal(ErrorCodes.Busy, (await Assert.ThrowsAsync<StorageConnectionException>(() => save)).Code);
    }
}
