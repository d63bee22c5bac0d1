using System.Diagnostics;
using Toast.Testing.Models;
using Xunit;

namespace Toast.Testing;

/// <summary>Expiry and listing, through the verbs.</summary>
/// <typeparam name="TPlace">The place to test.</typeparam>
public abstract class ExpiryVerbConformance<TPlace> : VerbConformance<TPlace>
    where TPlace : StoragePlace, new()
{
    [SkippableFact]
    [Trait("Behaviour", "B-115")]
    public async Task B_115_a_record_of_a_model_with_a_lifetime_is_gone_in_every_way()
    {
        Need<ISupportsExpiry>();
        var session = new Session { User = "ada" };
        ExternalReference reference = await Toast.DumpAsync(session);
        await GoneAsync(reference);

        await FailsAsync<RecordNotFoundException>(ErrorCodes.NotFound, () => Toast.ValidateAsync<Session>(reference));
        await FailsAsync<RecordNotFoundException>(ErrorCodes.NotFound, () => Toast.DumpAsync(session));
        if (Has<ISupportsListing>())
        {
            Assert.Empty(await Toast.ListAsync<Session>().ToListAsync());
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-116")]
    public async Task B_116_the_latest_dump_decides_by_its_own_lifetime_else_the_models_else_none()
    {
        Need<ISupportsExpiry>();
        var session = new Session();
        var counter = new Counter();
        ExternalReference ofSession = await Toast.DumpAsync(session, new DumpOptions { TimeToLive = TimeSpan.FromHours(1) });
        ExternalReference ofCounter = await Toast.DumpAsync(counter, new DumpOptions { TimeToLive = TimeSpan.FromHours(1) });
        RecordInfo own = await Toast.GetInfoAsync(ofSession);
        await Toast.DumpAsync(counter);

        Assert.Equal(1, (own.Expires!.Value - own.Updated).TotalHours, 3);
        Assert.Null((await Toast.GetInfoAsync(ofCounter)).Expires);
        await Toast.DumpAsync(session);
        await GoneAsync(ofSession);
        Assert.True(await Toast.ExistsAsync(ofCounter));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-117")]
    public async Task B_117_a_listing_gives_every_reference_of_the_class_once()
    {
        Need<ISupportsListing>();
        await Toast.DumpManyAsync(Enumerable.Range(0, 25).Select(i => new Person($"{i}", i)));
        IReadOnlyList<DumpResult> counters = await Toast.DumpManyAsync(Enumerable.Range(0, 25).Select(i => new Counter { Value = i }));
        List<ExternalReference> listed = await Toast.ListAsync<Counter>(new ListOptions { PageSize = 7 }).ToListAsync();

        Assert.Equal(counters.Select(result => result.Reference!).OrderBy(reference => reference.Id), listed);
        Assert.Equal(listed.Skip(10), await Toast.ListAsync<Counter>(new ListOptions { After = listed[9], PageSize = 4 }).ToListAsync());
    }

    [SkippableFact]
    [Trait("Behaviour", "B-117")]
    public async Task B_117_times_filter_a_listing()
    {
        Need<ISupportsListing>();
        ExternalReference reference = await Toast.DumpAsync(new Counter());
        DateTimeOffset updated = (await Toast.GetInfoAsync(reference)).Updated;

        Assert.Equal([reference], await Toast.ListAsync<Counter>(new ListOptions { UpdatedSince = updated }).ToListAsync());
        Assert.Empty(await Toast.ListAsync<Counter>(new ListOptions { UpdatedBefore = updated }).ToListAsync());
    }

    [SkippableFact]
    [Trait("Behaviour", "B-118")]
    public async Task B_118_a_listing_gives_no_record_of_a_class_with_a_similar_name()
    {
        Need<ISupportsListing>();
        string[] names = ["A_b", "AXb", "A_bc", "A[b]", "Ab", "a_b"];
        foreach (string name in names)
        {
            await Toast.Records.CreateAsync(name, "{}"u8.ToArray());
        }

        foreach (string name in names)
        {
            Assert.Single(await Toast.Records.ListAsync(name).ToListAsync());
        }
    }

    private async Task GoneAsync(ExternalReference reference)
    {
        var waited = Stopwatch.StartNew();
        while (await Toast.ExistsAsync(reference))
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(10), "the record has not expired in time");
            await Task.Delay(10);
        }
    }
}
