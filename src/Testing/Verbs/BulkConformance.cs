using Toast.Testing.Models;
using Xunit;

namespace Toast.Testing;

/// <summary>Many records in one call: one result for each, in order.</summary>
/// <typeparam name="TPlace">The place to test.</typeparam>
public abstract class BulkConformance<TPlace> : VerbConformance<TPlace>
    where TPlace : StoragePlace, new()
{
    [SkippableFact]
    [Trait("Behaviour", "B-119")]
    [Trait("Behaviour", "B-122")]
    public async Task B_119_B_122_a_thousand_records_are_dumped_and_restored_in_order()
    {
        Counter[] counters = [.. Enumerable.Range(0, 1000).Select(i => new Counter { Value = i })];
        IReadOnlyList<DumpResult> dumped = await Toast.DumpManyAsync(counters);
        ExternalReference[] asked = [.. dumped.Reverse().Select(result => result.Reference!), dumped[5].Reference!, dumped[5].Reference!];
        IReadOnlyList<ValidateResult<Counter>> restored = await Toast.ValidateManyAsync<Counter>(asked);

        Assert.All(dumped, result => Assert.True(result.Succeeded && result.Version == 1));
        Assert.Equal([.. Enumerable.Range(0, 1000).Reverse(), 5, 5], restored.Select(result => result.Value!.Value));
        Assert.Equal(asked, restored.Select(result => result.Reference));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-120")]
    public async Task B_120_one_bad_item_fails_alone()
    {
        var bound = new Counter();
        ExternalReference reference = await Toast.DumpAsync(bound);
        IReadOnlyList<DumpResult> results = await Toast.DumpManyAsync(
            [new Person("ok", 1), new Person("too old", 200), bound, new Person("\ud800", 1)]);

        Assert.Equal([true, false, true, false], results.Select(result => result.Succeeded));
        Assert.Equal(ErrorCodes.InvalidValue, Assert.IsType<StorageValidationException>(results[1].Error).Code);
        Assert.Equal(2, (await Toast.GetInfoAsync(reference)).Version);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-120")]
    public async Task B_120_a_missing_record_and_a_conflict_fail_alone()
    {
        Need<ISupportsConditionalSave>();
        Need<ISupportsDelete>();
        Counter deleted = new(), fine = new();
        var stale = new GuardedCounter();
        await Toast.DumpManyAsync([deleted, stale, fine]);
        await Toast.DeleteAsync(Toast.GetReference(deleted)!);
        await Toast.DumpAsync(new GuardedCounter(), Toast.GetReference(stale)!);
        IReadOnlyList<DumpResult> results = await Toast.DumpManyAsync([deleted, stale, fine]);

        Assert.IsType<RecordNotFoundException>(results[0].Error);
        Assert.IsType<ConcurrencyException>(results[1].Error);
        Assert.Equal(2, results[2].Version);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-121")]
    public async Task B_121_an_empty_batch_is_empty_and_one_instance_twice_is_one_write()
    {
        var counter = new Counter();
        Assert.Empty(await Toast.DumpManyAsync([]));
        Assert.Empty(await Toast.ValidateManyAsync<Counter>([]));
        IReadOnlyList<DumpResult> results = await Toast.DumpManyAsync([counter, new Person("a", 1), counter]);

        Assert.Equal(results[0], results[2]);
        Assert.Equal(1, (await Toast.GetInfoAsync(results[0].Reference!)).Version);
        Assert.Equal("Person", results[1].Reference!.ClassName);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-122")]
    public async Task B_122_missing_and_bad_references_are_reported_at_their_place()
    {
        ExternalReference there = await Toast.DumpAsync(new Counter { Value = 7 });
        ExternalReference person = await Toast.DumpAsync(new Person("a", 1));
        IReadOnlyList<ValidateResult<Counter>> results =
            await Toast.ValidateManyAsync<Counter>(
                [new("Counter", Guid.CreateVersion7()), there, person, new("Nobody_knows", there.Id), there]);

        Assert.Equal([false, true, false, false, true], results.Select(result => result.Succeeded));
        Assert.IsType<RecordNotFoundException>(results[0].Error);
        Assert.Equal(ErrorCodes.ClassMismatch, Assert.IsType<StorageValidationException>(results[2].Error).Code);
        Assert.Equal(ErrorCodes.UnknownClass, Assert.IsType<StorageValidationException>(results[3].Error).Code);
        Assert.Equal(7, results[4].Value!.Value);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-123")]
    public async Task B_123_many_items_stream_in_chunks_until_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        IReadOnlyList<DumpResult> results = await Toast.DumpManyAsync(Endless(), cancellationToken: cancel.Token);

        Assert.NotEmpty(results);
        Assert.True(results[0].Succeeded);
        Assert.Equal(0, (await Toast.ValidateAsync<Counter>(results[0].Reference!)).Value);

        IEnumerable<object> Endless()
        {
            for (int i = 0; ; i++)
            {
                if (i == 5_000)
                {
                    cancel.Cancel();
                }

                yield return new Counter { Value = i };
            }
        }
    }
}
