namespace Toast.Postgres.Tests.Records;

/// <summary>Many records that can be new only, which are inserted without looking out for rows that are there.</summary>
public sealed class NewRowsTests : PostgresTest
{
    [SkippableFact]
    [Trait("Behaviour", "B-101")]
    public async Task B_101_what_is_answered_is_what_is_stored()
    {
        StorageBackend backend = await OpenAsync();
        SaveRequest[] writes =
        [
            .. New(20),
            .. New(20).Select(write => write with { TimeToLive = TimeSpan.FromTicks(987_654_321_012_345), Increment = 3, SchemaVersion = 7 }),
            .. New(5).Select(write => write with { Data = """["\u0000 -0.0"]"""u8.ToArray() }),
        ];

        IReadOnlyList<SaveResult> results = await ((ISupportsBatch)backend).SaveManyAsync(writes, default);

        foreach ((int i, SaveResult result) in results.Index())
        {
            StoredRecord stored = Assert.IsType<StoredRecord>(await backend.LoadAsync(writes[i].Key, default));
            Assert.Equal(SaveResult.Saved(stored), result);
            Assert.Equal((writes[i].Increment, writes[i].SchemaVersion, writes[i].WriteId), ((int)stored.Version, stored.SchemaVersion, stored.WriteId));
            Assert.Equal(System.Text.Encoding.UTF8.GetString(writes[i].Data.Span), Json(stored));
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-125")]
    public async Task B_125_a_batch_that_arrives_twice_counts_once()
    {
        var backend = await OpenAsync<ISupportsBatch>();
        SaveRequest[] writes = New(20);
        IReadOnlyList<SaveResult> first = await backend.SaveManyAsync(writes, default);

        Assert.Equal(first, await backend.SaveManyAsync(writes, default));
        Assert.Equal(first, await backend.SaveManyAsync([.. writes.Select(write => write with { Condition = SaveCondition.Missing })], default));
        Assert.Equal(20L, await QueryAsync<long>("SELECT sum(version)::int8 FROM toast_records"));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-113")]
    public async Task B_113_a_row_that_is_there_after_all_is_kept_and_the_others_are_written()
    {
        var backend = await OpenAsync<ISupportsBatch>();
        SaveRequest[] writes = [.. New(20).Select(write => write with { Condition = SaveCondition.Missing })];
        await ((ISupportsConditionalSave)backend).SaveAsync(Write(writes[7].Key, "[\"another's\"]"), default);

        IReadOnlyList<SaveResult> results = await backend.SaveManyAsync(writes, default);

        Assert.Equal((SaveStatus.Conflict, 1L), (results[7].Status, results[7].Version));
        Assert.All(results.Index().Where(result => result.Index != 7), result => Assert.Equal(SaveStatus.Saved, result.Item.Status));
        Assert.Equal("[\"another's\"]", Json(await ((StorageBackend)backend).LoadAsync(writes[7].Key, default)));
        Assert.Equal(20L, await QueryAsync<long>("SELECT count(*) FROM toast_records"));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-115")]
    public async Task B_115_a_row_that_has_expired_makes_room()
    {
        var backend = await OpenAsync<ISupportsBatch>();
        SaveRequest[] writes = New(20);
        await ((ISupportsConditionalSave)backend).SaveAsync(Write(writes[3].Key, "[1]") with { TimeToLive = TimeSpan.FromMilliseconds(1) }, default);
        await ExecuteAsync("SELECT pg_sleep(0.01)");

        Assert.All(await backend.SaveManyAsync(writes, default), result => Assert.Equal((SaveStatus.Saved, 1L), (result.Status, result.Version)));
    }

    private static SaveRequest[] New(int count) => [.. Enumerable.Range(0, count).Select(i => Write(NewKey(), $"[{i}]") with { IsNewId = true })];
}
