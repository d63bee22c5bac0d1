using Toast.Sqlite.Tests.Support;

namespace Toast.Sqlite.Tests.Records;

public sealed class ExpiryTests : StoreTest
{
    private readonly ManualClock clock = new();

    [Fact]
    [Trait("Behaviour", "B-115")]
    public async Task B_115_a_record_of_900_ms_is_gone_from_that_moment()
    {
        SqliteBackend backend = await Folder.OpenAsync(clock: clock);
        RecordKey key = NewKey();
        SaveResult saved = await backend.SaveAsync(Request(key, timeToLive: TimeSpan.FromMilliseconds(900)), default);
        Assert.Equal(clock.Now.AddMilliseconds(900), saved.Expires);
        clock.Now = clock.Now.AddMilliseconds(899);
        Assert.NotNull(await backend.LoadAsync(key, default));
        Assert.Single(await backend.ListAsync(new ListRequest(ClassName, null, 10), default));
        clock.Now = clock.Now.AddMilliseconds(1);
        Assert.Null(await backend.LoadAsync(key, default));
        Assert.Empty(await backend.ListAsync(new ListRequest(ClassName, null, 10), default));
        Assert.Equal(SaveStatus.NotFound, (await backend.SaveAsync(Request(key, condition: SaveCondition.Exists), default)).Status);
        Assert.Equal(new DeleteResult(SaveStatus.NotFound, 0), await backend.DeleteAsync(new DeleteRequest(key, SaveCondition.Any), default));
    }

    [Theory]
    [InlineData(SaveConditionKind.Any)]
    [InlineData(SaveConditionKind.Missing)]
    [Trait("Behaviour", "B-115")]
    public async Task B_115_a_save_over_an_expired_record_starts_a_new_one(SaveConditionKind kind)
    {
        SqliteBackend backend = await Folder.OpenAsync(clock: clock);
        RecordKey key = NewKey();
        await backend.SaveAsync(Request(key, increment: 5, timeToLive: TimeSpan.FromSeconds(1)), default);
        clock.Now = clock.Now.AddSeconds(2);
        SaveResult again = await backend.SaveAsync(Request(key, condition: new SaveCondition(kind), increment: 2), default);
        Assert.Equal((SaveStatus.Saved, 2L, clock.Now, null), (again.Status, again.Version, again.Created, again.Expires));
    }

    [Fact]
    [Trait("Behaviour", "B-116")]
    public async Task B_116_expiry_is_what_the_latest_save_says()
    {
        SqliteBackend backend = await Folder.OpenAsync(clock: clock);
        RecordKey key = NewKey();
        await backend.SaveAsync(Request(key, timeToLive: TimeSpan.FromSeconds(1)), default);
        Assert.Null((await backend.SaveAsync(Request(key), default)).Expires);
        Assert.Equal(9999, (await backend.SaveAsync(Request(key, timeToLive: TimeSpan.MaxValue), default)).Expires?.Year);
    }

    [Fact]
    [Trait("Behaviour", "B-116")]
    public async Task B_116_a_sweep_removes_expired_records_only()
    {
        SqliteBackend backend = await Folder.OpenAsync(clock: clock);
        await backend.SaveManyAsync([.. Enumerable.Range(0, 1_200).Select(_ => Request(NewKey(), timeToLive: TimeSpan.FromSeconds(1)))], default);
        RecordKey kept = NewKey();
        await backend.SaveManyAsync([Request(kept), Request(NewKey(), timeToLive: TimeSpan.FromHours(1))], default);
        clock.Now = clock.Now.AddSeconds(2);
        Assert.Equal(1_200, await backend.SweepAsync(default));
        Assert.Equal(2L, Query("SELECT count(*) FROM records"));
        Assert.Equal(0, await backend.SweepAsync(default));
        Assert.NotNull(backend.SweepInterval);
    }
}
