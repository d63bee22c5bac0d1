using Toast.Servers;

namespace Toast.Redis.Tests.Records;

/// <summary>Listings of a store that keeps no order.</summary>
[Trait("Behaviour", "B-117")]
public sealed class ListingTests : RedisTest
{
    [SkippableFact]
    [Trait("Behaviour", "B-118")]
    public async Task B_118_characters_that_mean_something_in_patterns_stand_for_themselves()
    {
        StorageBackend backend = await OpenAsync(Url());
        string[] names = ["Ab", "A[b]", "A_b", "AXb", "A_bc", "A.b", "A+b", "A-b", "[A]", "A`1", "a_b"];
        SaveRequest[] requests = [.. names.Select(name => Write(NewKey(name), "1"))];
        await ((ISupportsBatch)backend).SaveManyAsync(requests, default);

        foreach (SaveRequest request in requests)
        {
            Assert.Equal([request.Key.Id], (await PageAsync(backend, request.Key.ClassName, null, 100)).Select(listed => listed.Id));
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-118")]
    public async Task B_118_keys_of_other_prefixes_and_ones_that_are_no_records_are_left_out()
    {
        StorageBackend backend = await OpenAsync(Url());
        RecordKey key = NewKey();
        await ((ISupportsConditionalSave)backend).SaveAsync(Write(key, "1"), default);
        await Plain.StringSetAsync($"{Prefix}:Order:not-an-id", "x");
        await Plain.StringSetAsync($"{Prefix}:Order:{new string('z', 36)}", "x");
        await Plain.StringSetAsync($"{Prefix}:Order:{Guid.NewGuid():D}", "damaged");
        await Plain.StringSetAsync($"{Prefix}:more:Order:{Guid.NewGuid():D}", "x");

        Assert.Equal(key.Id, Assert.Single(await PageAsync(backend, "Order", null, 100)).Id);
    }

    [SkippableFact]
    public async Task B_117_pages_that_are_asked_for_again_or_out_of_turn_are_the_same()
    {
        StorageBackend backend = await OpenAsync(Url());
        SaveRequest[] requests = [.. Enumerable.Range(0, 250).Select(i => Write(new RecordKey("Order", Guid.NewGuid()), $"{i}"))];
        await ((ISupportsBatch)backend).SaveManyAsync(requests, default);
        Guid[] expected = [.. requests.Select(request => request.Key.Id).Order()];

        foreach (Guid? after in new Guid?[] { null, expected[99], expected[99], expected[199], null, expected[248], expected[249] })
        {
            int start = after is { } last ? Array.IndexOf(expected, last) + 1 : 0;
            Assert.Equal(expected.Skip(start).Take(100), (await PageAsync(backend, "Order", after, 100)).Select(listed => listed.Id));
        }
    }

    [SkippableFact]
    public async Task B_117_a_listing_steps_through_the_keys_and_never_asks_for_all_at_once()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        StorageBackend backend = await OpenAsync(server.Url());
        await ((ISupportsBatch)backend).SaveManyAsync([.. Enumerable.Range(0, 3000).Select(i => Write(NewKey(), $"{i}"))], default);
        await server.SendAsync("CONFIG", "RESETSTAT");
        IReadOnlyList<ListedRecord> first = await PageAsync(backend, "Order", null, 1000);
        string statistics = await server.SendAsync("INFO", "commandstats");
        await server.SendAsync("CONFIG", "RESETSTAT");
        IReadOnlyList<ListedRecord> second = await PageAsync(backend, "Order", first[^1].Id, 1000);
        string later = await server.SendAsync("INFO", "commandstats");

        Assert.Equal((1000, 1000), (first.Count, second.Count));
        Assert.DoesNotContain("cmdstat_keys", statistics, StringComparison.Ordinal);
        Assert.Contains("cmdstat_scan:calls=", statistics, StringComparison.Ordinal);
        Assert.DoesNotContain("cmdstat_scan:", later, StringComparison.Ordinal);
        Assert.Contains("cmdstat_getrange:calls=1000,", later, StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<ListedRecord>> PageAsync(StorageBackend backend, string className, Guid? after, int limit) =>
        ((ISupportsListing)backend).ListAsync(new ListRequest(className, after, limit), default);
}
