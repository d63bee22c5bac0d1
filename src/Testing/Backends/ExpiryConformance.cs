using System.Diagnostics;
using Xunit;

namespace Toast.Testing;

/// <summary>Expiry: a record is gone from the instant it expires, and every write says anew when that is.</summary>
/// <typeparam name="TPlace">The place to test.</typeparam>
public abstract class ExpiryConformance<TPlace> : BackendConformance<TPlace>
    where TPlace : StoragePlace, new()
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(900);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private ISupportsConditionalSave Store
    {
        get
        {
            Need<ISupportsExpiry>();
            return Need<ISupportsConditionalSave>();
        }
    }

    [SkippableTheory]
    [Trait("Behaviour", "B-115")]
    [InlineData(900)]
    [InlineData(3_600_000)]
    [InlineData(31_536_000_000)]
    public async Task B_115_the_expiry_is_the_lifetime_after_the_write_to_the_millisecond(long milliseconds)
    {
        RecordKey key = NewKey();
        SaveResult result = await Store.SaveAsync(Write(key, lifetime: TimeSpan.FromMilliseconds(milliseconds)), default);

        Assert.NotNull(result.Expires);
        Assert.InRange((result.Expires.Value - result.Updated).TotalMilliseconds, milliseconds - 1, milliseconds + 1);
        if (milliseconds > 1_000)
        {
            Assert.Equal(result.Expires, (await Backend.LoadAsync(key, default))!.Expires);
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-115")]
    public async Task B_115_an_expired_record_is_missing_in_every_way()
    {
        RecordKey key = NewKey();
        SaveResult first = await Store.SaveAsync(Write(key, lifetime: Short), default);
        await GoneAsync(key);

        Assert.Equal(SaveStatus.NotFound, (await Store.SaveAsync(Write(key, SaveCondition.Exists), default)).Status);
        Assert.Equal(SaveStatus.NotFound, (await Store.SaveAsync(Write(key, SaveCondition.VersionIs(1, first.Created)), default)).Status);
        if (Backend is ISupportsDelete deletes)
        {
            Assert.Equal(new DeleteResult(SaveStatus.NotFound, 0), await deletes.DeleteAsync(new(key, SaveCondition.Any), default));
        }

        if (Backend is ISupportsListing listing)
        {
            Assert.Empty(await listing.ListAsync(new("Order", null, 10), default));
        }

        if (Backend is ISupportsBatch batch)
        {
            Assert.Equal([null], await batch.LoadManyAsync([key], default));
        }
    }

    [SkippableTheory]
    [Trait("Behaviour", "B-115")]
    [InlineData(SaveConditionKind.Any)]
    [InlineData(SaveConditionKind.Missing)]
    public async Task B_115_a_record_made_after_the_expiry_of_another_starts_a_new_life(SaveConditionKind kind)
    {
        RecordKey key = NewKey();
        await Store.SaveAsync(Write(key), default);
        SaveResult first = await Store.SaveAsync(Write(key, lifetime: Short), default);
        await GoneAsync(key);
        SaveResult second = await Store.SaveAsync(Write(key, new SaveCondition(kind), "2"), default);

        Assert.Equal((SaveStatus.Saved, 1L, null), (second.Status, second.Version, second.Expires));
        Assert.True(second.Created > first.Created);
        Assert.Equal("2", JsonOf(await Backend.LoadAsync(key, default)));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-116")]
    public async Task B_116_the_latest_write_alone_says_when_a_record_expires()
    {
        RecordKey cleared = NewKey(), prolonged = NewKey(), shortened = NewKey();
        await Store.SaveAsync(Write(cleared, lifetime: Short), default);
        await Store.SaveAsync(Write(prolonged, lifetime: Short), default);
        await Store.SaveAsync(Write(shortened, lifetime: TimeSpan.FromHours(1)), default);
        SaveResult none = await Store.SaveAsync(Write(cleared), default);
        SaveResult later = await Store.SaveAsync(Write(prolonged, lifetime: TimeSpan.FromHours(1)), default);
        await Store.SaveAsync(Write(shortened, lifetime: Short), default);
        await GoneAsync(shortened);

        Assert.Null(none.Expires);
        Assert.Null((await Backend.LoadAsync(cleared, default))!.Expires);
        Assert.Equal(later.Expires, (await Backend.LoadAsync(prolonged, default))!.Expires);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-116")]
    public async Task B_116_loads_do_not_prolong_a_life()
    {
        RecordKey key = NewKey();
        await Store.SaveAsync(Write(key, lifetime: Short), default);

        // Loads as often as it can until the record is gone; a load that prolonged its life would never see it go.
        await GoneAsync(key);
        Assert.Null(await Backend.LoadAsync(key, default));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-116")]
    public async Task B_116_a_sweep_takes_expired_records_only()
    {
        var expiry = Need<ISupportsExpiry>();
        RecordKey gone = NewKey(), later = NewKey(), never = NewKey();
        await Store.SaveAsync(Write(gone, lifetime: Short), default);
        await Store.SaveAsync(Write(later, lifetime: TimeSpan.FromHours(1)), default);
        await Store.SaveAsync(Write(never), default);
        await GoneAsync(gone);

        Assert.True(await expiry.SweepAsync(default) >= 0);
        Assert.NotNull(await Backend.LoadAsync(later, default));
        Assert.NotNull(await Backend.LoadAsync(never, default));
        Assert.True(expiry.SweepInterval is null || expiry.SweepInterval > TimeSpan.Zero);
    }

    private async Task GoneAsync(RecordKey key)
    {
        var waited = Stopwatch.StartNew();
        while (await Backend.LoadAsync(key, default) is not null)
        {
            Assert.True(waited.Elapsed < Patience, "the record has not expired in time");
            await Task.Delay(10);
        }
    }
}
