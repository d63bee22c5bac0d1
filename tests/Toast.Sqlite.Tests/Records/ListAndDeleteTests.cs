using Toast.Sqlite.Tests.Support;

namespace Toast.Sqlite.Tests.Records;

public sealed class ListAndDeleteTests : StoreTest
{
    [Fact]
    [Trait("Behaviour", "B-117")]
    public async Task B_117_pages_follow_the_big_endian_order_of_ids()
    {
        SqliteBackend backend = await Folder.OpenAsync();
        RecordKey[] keys = [.. Enumerable.Range(0, 57).Select(_ => NewKey())];
        await backend.SaveManyAsync([.. keys.Select(key => Request(key))], default);
        var listed = new List<Guid>();
        IReadOnlyList<ListedRecord> page;
        do
        {
            page = await backend.ListAsync(new ListRequest(ClassName, listed.Count == 0 ? null : listed[^1], 10), default);
            listed.AddRange(page.Select(record => record.Id));
        }
        while (page.Count == 10);

        Assert.Equal(keys.Select(key => key.Id).OrderBy(id => Convert.ToHexString(id.ToByteArray(bigEndian: true)), StringComparer.Ordinal), listed);
    }

    [Fact]
    [Trait("Behaviour", "B-118")]
    public async Task B_118_a_listing_is_of_exactly_one_class()
    {
        SqliteBackend backend = await Folder.OpenAsync();
        string[] classes = ["A_b", "AXb", "A_bc", "a_b", "A[b]", "Ab"];
        await backend.SaveManyAsync([.. classes.Select(name => Request(NewKey(name)))], default);
        foreach (string name in classes)
        {
            Assert.Single(await backend.ListAsync(new ListRequest(name, null, 10), default));
        }
    }

    [Fact]
    [Trait("Behaviour", "B-117")]
    public async Task B_117_times_filter_a_listing()
    {
        var clock = new ManualClock();
        SqliteBackend backend = await Folder.OpenAsync(clock: clock);
        DateTimeOffset first = clock.Now;
        RecordKey early = NewKey();
        await backend.SaveAsync(Request(early), default);
        clock.Now = first.AddMicroseconds(1);
        RecordKey late = NewKey();
        await backend.SaveAsync(Request(late), default);
        Assert.Equal([late.Id], await IdsAsync(new ListRequest(ClassName, null, 10, UpdatedSince: first.AddTicks(1))));
        Assert.Equal([early.Id], await IdsAsync(new ListRequest(ClassName, null, 10, UpdatedBefore: first.AddTicks(1))));
        Assert.Equal([early.Id], await IdsAsync(new ListRequest(ClassName, null, 10, UpdatedSince: first, UpdatedBefore: clock.Now)));

        async Task<IEnumerable<Guid>> IdsAsync(ListRequest request) => (await backend.ListAsync(request, default)).Select(record => record.Id);
    }

    [Fact]
    [Trait("Behaviour", "B-106")]
    public async Task B_106_a_record_is_deleted_once_and_starts_anew()
    {
        SqliteBackend backend = await Folder.OpenAsync();
        RecordKey key = NewKey();
        await backend.SaveAsync(Request(key, increment: 3), default);
        var versionTwo = new DeleteRequest(key, SaveCondition.VersionIs(2));
        Assert.Equal(new DeleteResult(SaveStatus.Conflict, 3), await backend.DeleteAsync(versionTwo, default));
        var any = new DeleteRequest(key, SaveCondition.Any);
        Assert.Equal(new DeleteResult(SaveStatus.Saved, 3), await backend.DeleteAsync(any, default));
        Assert.Equal(new DeleteResult(SaveStatus.NotFound, 0), await backend.DeleteAsync(any, default));
        Assert.Equal(new DeleteResult(SaveStatus.NotFound, 0), await backend.DeleteAsync(versionTwo, default));
        Assert.Null(await backend.LoadAsync(key, default));
        Assert.Equal(1, (await backend.SaveAsync(Request(key), default)).Version);
    }

    [Fact]
    public async Task A_probe_writes_nothing_and_needs_no_record()
    {
        SqliteBackend backend = await Folder.OpenAsync();
        await backend.ProbeAsync(default);
        Assert.Equal(0L, Query("SELECT count(*) FROM records"));
    }
}
