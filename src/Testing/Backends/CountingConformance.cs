using Xunit;

namespace Toast.Testing;

/// <summary>Counting: every class that has records, with how many, while nobody writes.</summary>
/// <typeparam name="TPlace">The place to test.</typeparam>
public abstract class CountingConformance<TPlace> : BackendConformance<TPlace>
    where TPlace : StoragePlace, new()
{
    private ISupportsCounting Store => Need<ISupportsCounting>();

    [SkippableFact]
    public async Task An_empty_store_has_no_classes()
    {
        RecordCounts counts = await Store.CountAsync(default);

        Assert.Empty(counts.Classes);
        Assert.True(counts.IsComplete);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-253")]
    public async Task B_253_each_class_has_its_own_count_under_its_exact_name()
    {
        ISupportsCounting store = Store;
        var expected = new Dictionary<string, long>();
        foreach ((string name, int i) in ClassNames.Awkward.Select((name, i) => (name, i)))
        {
            expected[name] = 1 + (i % 3);
            for (int n = 0; n < expected[name]; n++)
            {
                await Backend.SaveAsync(NewRecord(NewKey(name)), default);
            }
        }

        RecordCounts counts = await store.CountAsync(default);

        Assert.Equal(expected.OrderBy(entry => entry.Key, StringComparer.Ordinal), counts.Classes.ToDictionary(count => count.ClassName, count => count.Records)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal));
        Assert.True(counts.IsComplete);
    }

    [SkippableFact]
    public async Task A_record_counts_once_however_often_it_is_written()
    {
        ISupportsCounting store = Store;
        StoredRecord record = NewRecord(NewKey());
        await Backend.SaveAsync(record, default);
        await Backend.SaveAsync(record with { Version = 2 }, default);

        Assert.Equal(new ClassCount("Order", 1), Assert.Single((await store.CountAsync(default)).Classes));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-106")]
    public async Task B_106_a_deleted_record_does_not_count_and_a_class_without_records_is_not_named()
    {
        ISupportsCounting store = Store;
        var deletes = Need<ISupportsDelete>();
        RecordKey kept = NewKey(), deleted = NewKey(), last = NewKey("Invoice");
        foreach (RecordKey key in new[] { kept, deleted, last })
        {
            await Backend.SaveAsync(NewRecord(key), default);
        }

        await deletes.DeleteAsync(new(deleted, SaveCondition.Any), default);
        await deletes.DeleteAsync(new(last, SaveCondition.Any), default);

        Assert.Equal(new ClassCount("Order", 1), Assert.Single((await store.CountAsync(default)).Classes));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-323")]
    public async Task B_323_a_count_can_be_cancelled()
    {
        ISupportsCounting store = Store;
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Backend.SaveAsync(NewRecord(NewKey()), default);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.CountAsync(cancelled.Token));
    }
}
