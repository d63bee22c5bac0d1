using System.Collections.Concurrent;
using Xunit;

namespace Toast.Testing;

/// <summary>Listing by key: exactly the live records of one class, each once, in big-endian order, whatever is written meanwhile.</summary>
/// <typeparam name="TPlace">The place to test.</typeparam>
public abstract class ListingConformance<TPlace> : BackendConformance<TPlace>
    where TPlace : StoragePlace, new()
{
    private ISupportsListing Store => Need<ISupportsListing>();

    [SkippableTheory]
    [Trait("Behaviour", "B-117")]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    [InlineData(41)]
    public async Task B_117_every_record_is_listed_once_in_big_endian_order_at_every_page_size(int limit)
    {
        Guid[] ids = [.. Enumerable.Range(0, 36).Select(_ => Guid.NewGuid()), Guid.AllBitsSet, new("80000000-0000-0000-0000-000000000000"),
            new("00000001-8000-0000-0000-000000000000"), new("00000001-7fff-8000-0000-000000000000")];
        foreach (Guid id in ids)
        {
            await Backend.SaveAsync(NewRecord(new RecordKey("Order", id)), default);
        }

        List<ListedRecord> listed = await ListAllAsync("Order", limit);

        Assert.Equal(ids.OrderBy(id => Convert.ToHexString(id.ToByteArray(bigEndian: true)), StringComparer.Ordinal), listed.Select(
            item => item.Id));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-109")]
    [Trait("Behaviour", "B-117")]
    public async Task B_109_B_117_an_entry_tells_version_and_times()
    {
        var expires = new DateTimeOffset(2999, 1, 1, 0, 0, 0, TimeSpan.Zero);
        StoredRecord record = NewRecord(NewKey()) with { Version = 7, SchemaVersion = 3, Expires = expires };
        await Backend.SaveAsync(record, default);

        ListedRecord listed = Assert.Single(await ListAllAsync("Order", 10));

        Assert.Equal(new ListedRecord(record.Key.Id, new RecordInfo(7, 3, record.Created, record.Updated, record.Expires)), listed);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-118")]
    [Trait("Behaviour", "B-253")]
    public async Task B_118_B_253_a_class_lists_its_own_records_only()
    {
        var own = new Dictionary<string, Guid>();
        foreach (string name in ClassNames.Awkward)
        {
            own[name] = Guid.NewGuid();
            await Backend.SaveAsync(NewRecord(new RecordKey(name, own[name])), default);
        }

        foreach (string name in ClassNames.Awkward)
        {
            Assert.Equal(own[name], Assert.Single(await ListAllAsync(name, 10)).Id);
        }

        Assert.Empty(await ListAllAsync("Unheard_of", 10));
        Assert.Empty(await ListAllAsync("Orde", 10));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-117")]
    public async Task B_117_a_page_can_start_after_any_id_there_or_not()
    {
        Guid[] ids = [.. Enumerable.Range(1, 9).Select(i => new Guid($"00000000-0000-7000-8000-0000000000{i}0"))];
        foreach (Guid id in ids)
        {
            await Backend.SaveAsync(NewRecord(new RecordKey("Order", id)), default);
        }

        Assert.Equal(ids[3..6], (await Store.ListAsync(new("Order", ids[2], 3), default)).Select(item => item.Id));
        Assert.Equal(ids[3..6], (await Store.ListAsync(new("Order", new Guid("00000000-0000-7000-8000-000000000035"), 3), default)).Select(
            item => item.Id));
        Assert.Equal(ids, (await Store.ListAsync(new("Order", Guid.Empty, 100), default)).Select(item => item.Id));
        Assert.Empty(await Store.ListAsync(new("Order", ids[8], 3), default));
        Assert.Empty(await Store.ListAsync(new("Order", Guid.AllBitsSet, 3), default));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-117")]
    public async Task B_117_times_filter_from_and_up_to_but_not_including()
    {
        var start = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        RecordKey[] keys = [.. Enumerable.Range(0, 5).Select(_ => NewKey())];
        for (int i = 0; i < 5; i++)
        {
            await Backend.SaveAsync(NewRecord(keys[i]) with { Created = start, Updated = start.AddMicroseconds(i) }, default);
        }

        Assert.Equal([2, 3, 4], await IndexesAsync(start.AddMicroseconds(2), null));
        Assert.Equal([0, 1], await IndexesAsync(null, start.AddMicroseconds(2)));
        Assert.Equal([1, 2, 3], await IndexesAsync(start.AddMicroseconds(1), start.AddMicroseconds(4)));
        Assert.Equal([1, 2, 3], await IndexesAsync(start.AddMicroseconds(1).ToOffset(TimeSpan.FromHours(5)), start.AddMicroseconds(4)));
        Assert.Empty(await IndexesAsync(start.AddYears(1), null));

        async Task<IEnumerable<int>> IndexesAsync(DateTimeOffset? since, DateTimeOffset? before) =>
            (await ListAllAsync("Order", 2, since, before)).Select(item => Array.FindIndex(keys, key => key.Id == item.Id)).Order();
    }

    [SkippableFact]
    [Trait("Behaviour", "B-117")]
    public async Task B_117_records_present_all_the_time_are_listed_once_while_others_come_and_go()
    {
        var deletes = Need<ISupportsDelete>();
        RecordKey[] steady = [.. Enumerable.Range(0, 100).Select(_ => new RecordKey("Order", Guid.NewGuid()))];
        foreach (RecordKey key in steady)
        {
            await Backend.SaveAsync(NewRecord(key), default);
        }

        using var stop = new CancellationTokenSource();
        var passing = new ConcurrentDictionary<Guid, bool>();
        Task churn = Task.Run(async () =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
            {
                var key = new RecordKey("Order", Guid.NewGuid());
                passing[key.Id] = true;
                await Backend.SaveAsync(NewRecord(key), default);
                await Backend.SaveAsync(NewRecord(steady[i % steady.Length]) with { Version = i + 2 }, default);
                await deletes.DeleteAsync(new(key, SaveCondition.Any), default);
            }
        });
        for (int round = 0; round < 5; round++)
        {
            List<ListedRecord> listed = await ListAllAsync("Order", 9);
            Assert.Equal(steady.Select(key => key.Id).Order(), listed.Select(item => item.Id).Where(id => !passing.ContainsKey(id)));
            Assert.Equal(listed.Count, listed.DistinctBy(item => item.Id).Count());
        }

        await stop.CancelAsync();
        await churn;
    }

    [SkippableFact]
    [Trait("Behaviour", "B-106")]
    public async Task B_106_a_deleted_record_is_not_listed()
    {
        var deletes = Need<ISupportsDelete>();
        RecordKey kept = NewKey(), deleted = NewKey();
        await Backend.SaveAsync(NewRecord(kept), default);
        await Backend.SaveAsync(NewRecord(deleted), default);
        await deletes.DeleteAsync(new(deleted, SaveCondition.Any), default);

        Assert.Equal(kept.Id, Assert.Single(await ListAllAsync("Order", 10)).Id);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-323")]
    public async Task B_323_a_listing_can_be_cancelled()
    {
        ISupportsListing store = Store;
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Backend.SaveAsync(NewRecord(NewKey()), default);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ListAsync(new("Order", null, 10), cancelled.Token));
    }

    private async Task<List<ListedRecord>> ListAllAsync(
        string className, int limit, DateTimeOffset? since = null, DateTimeOffset? before = null)
    {
        var all = new List<ListedRecord>();
        IReadOnlyList<ListedRecord> page;
        do
        {
            page = await Store.ListAsync(new(className, all.Count == 0 ? null : all[^1].Id, limit, since, before), default);
            Assert.True(page.Count <= limit, "a page is longer than its limit");
            all.AddRange(page);
        }
        while (page.Count == limit);

        return all;
    }
}
