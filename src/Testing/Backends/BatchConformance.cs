using Xunit;

namespace Toast.Testing;

/// <summary>Batches: one answer for each item, in order; one that fails, fails alone.</summary>
/// <typeparam name="TPlace">The place to test.</typeparam>
public abstract class BatchConformance<TPlace> : BackendConformance<TPlace>
    where TPlace : StoragePlace, new()
{
    private ISupportsBatch Store => Need<ISupportsBatch>();

    [SkippableFact]
    [Trait("Behaviour", "B-119")]
    [Trait("Behaviour", "B-122")]
    public async Task B_119_B_122_a_thousand_records_are_written_and_read_in_order()
    {
        SaveRequest[] requests = [.. Enumerable.Range(0, 1000).Select(
            i => Write(new RecordKey($"Class{i % 7}", Guid.NewGuid()), json: $$"""{"i":{{i}}}"""))];
        IReadOnlyList<SaveResult> saved = await Store.SaveManyAsync(requests, default);
        IReadOnlyList<StoredRecord?> loaded = await Store.LoadManyAsync([.. requests.Select(request => request.Key)], default);

        Assert.Equal(1000, saved.Count);
        Assert.All(saved, result => Assert.Equal((SaveStatus.Saved, 1L), (result.Status, result.Version)));
        for (int i = 0; i < 1000; i++)
        {
            Assert.Equal(
                (requests[i].Key, saved[i].Created, requests[i].WriteId), (loaded[i]!.Key, loaded[i]!.Created, loaded[i]!.WriteId));
            SameData(requests[i].Data, loaded[i]!.Data);
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-120")]
    public async Task B_120_one_refused_record_fails_alone()
    {
        RecordKey existing = NewKey();
        await Store.SaveManyAsync([Write(existing)], default);
        SaveRequest[] requests =
        [
            Write(NewKey()), Write(existing, SaveCondition.Missing, "9"), Write(NewKey(), SaveCondition.Exists), Write(
                NewKey(), SaveCondition.VersionIs(4)),
            Write(NewKey(), SaveCondition.Missing),
        ];
        IReadOnlyList<SaveResult> results = await Store.SaveManyAsync(requests, default);

        Assert.Equal(
            [(SaveStatus.Saved, 1L), (SaveStatus.Conflict, 1L),
                (SaveStatus.NotFound, 0L), (SaveStatus.NotFound, 0L), (SaveStatus.Saved, 1L)],
            results.Select(result => (result.Status, result.Version)));
        IReadOnlyList<StoredRecord?> loaded = await Store.LoadManyAsync([.. requests.Select(request => request.Key)], default);
        Assert.Equal([true, true, false, false, true], loaded.Select(record => record is not null));
        SameData(Write(existing).Data, loaded[1]!.Data);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-110")]
    [Trait("Behaviour", "B-125")]
    public async Task B_110_B_125_versions_times_and_write_ids_follow_the_rules_of_single_writes()
    {
        RecordKey fresh = NewKey(), raised = NewKey(), repeated = NewKey();
        SaveRequest again = Write(repeated);
        await Store.SaveManyAsync([Write(raised) with { Increment = 4 }, again], default);
        IReadOnlyList<SaveResult> results = await Store.SaveManyAsync(
            [Write(raised, SaveCondition.VersionIs(4)) with { Increment = 2 }, again, Write(
                fresh, lifetime: TimeSpan.FromHours(1))], default);

        Assert.Equal([6L, 1L, 1L], results.Select(result => result.Version));
        StoredRecord record = (await Backend.LoadAsync(raised, default))!;
        Assert.Equal((results[0].Created, results[0].Updated), (record.Created, record.Updated));
        Assert.True(record.Created <= record.Updated);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-122")]
    public async Task B_122_missing_records_are_null_at_their_place()
    {
        RecordKey there = NewKey("Order"), sameIdOtherClass = there with { ClassName = "User" };
        await Store.SaveManyAsync([Write(there)], default);
        IReadOnlyList<StoredRecord?> loaded = await Store.LoadManyAsync([NewKey(), sameIdOtherClass, there, NewKey("Unheard_of")], default);

        Assert.Equal([null, null, there, null], loaded.Select(record => record?.Key));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-251")]
    public async Task B_251_every_allowed_class_name_works_in_one_batch()
    {
        Guid id = Guid.CreateVersion7();
        SaveRequest[] requests = [.. ClassNames.Awkward.Select((name, i) => Write(new RecordKey(name, id), json: $"{i}"))];
        await Store.SaveManyAsync(requests, default);
        IReadOnlyList<StoredRecord?> loaded = await Store.LoadManyAsync([.. requests.Select(request => request.Key)], default);

        Assert.Equal(
            ClassNames.Awkward.Select((name, i) => (name, $"{i}")), loaded.Select(record => (record!.Key.ClassName, JsonOf(record))));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-205")]
    public async Task B_205_a_batch_of_large_and_small_records_is_kept()
    {
        SaveRequest[] requests = [.. Enumerable.Range(0, 24).Select(
            i => Write(NewKey(), json: "\"" + new string('x', i % 2 == 0 ? 1_000_000 : 10) + "\""))];
        IReadOnlyList<SaveResult> saved = await Store.SaveManyAsync(requests, default);
        IReadOnlyList<StoredRecord?> loaded = await Store.LoadManyAsync([.. requests.Select(request => request.Key)], default);

        Assert.All(saved, result => Assert.Equal(SaveStatus.Saved, result.Status));
        Assert.All(requests.Zip(loaded), pair => SameData(pair.First.Data, pair.Second!.Data));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-112")]
    public async Task B_112_batches_that_race_for_the_same_records_have_one_winner_for_each()
    {
        var store = Store;
        for (int round = 0; round < Rounds; round++)
        {
            RecordKey[] keys = [.. Enumerable.Range(0, 5).Select(_ => NewKey())];
            await store.SaveManyAsync([.. keys.Select(key => Write(key))], default);
            IReadOnlyList<SaveResult>[] results = await RaceAsync(
                Racers, racer => store.SaveManyAsync(
                    [.. (racer % 2 == 0 ? keys : keys.Reverse()).Select(key => Write(key, SaveCondition.VersionIs(1), $"{racer}"))], default));

            Assert.Equal(keys.Length, results.Sum(batch => batch.Count(result => result.Status == SaveStatus.Saved)));
            Assert.Equal(keys.Length * (Racers - 1), results.Sum(batch => batch.Count(result => result.Status == SaveStatus.Conflict)));
            Assert.All(await store.LoadManyAsync(keys, default), record => Assert.Equal(2, record!.Version));
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-323")]
    public async Task B_323_a_cancelled_batch_does_nothing()
    {
        ISupportsBatch store = Store;
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        SaveRequest[] requests = [Write(NewKey()), Write(NewKey())];

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.SaveManyAsync(requests, cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.LoadManyAsync([requests[0].Key], cancelled.Token));
        Assert.Equal([null, null], await store.LoadManyAsync([.. requests.Select(request => request.Key)], default));
        Assert.True(store.MaxConcurrentBatches >= 1);
    }
}
