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

        await AssertStoredAsync(backend, writes);
    }

    [SkippableTheory]
    [Trait("Behaviour", "B-101")]
    [InlineData("nothing")]
    [InlineData("class")]
    [InlineData("schema version")]
    [InlineData("increment")]
    [InlineData("lifetime")]
    [InlineData("spelling")]
    public async Task B_101_rows_that_are_alike_but_for_the_last_are_stored_as_they_are(string difference)
    {
        StorageBackend backend = await OpenAsync();
        SaveRequest[] writes = New(20);
        SaveRequest last = writes[^1];
        writes[^1] = difference switch
        {
            "class" => last with { Key = new RecordKey("Other", last.Key.Id) },
            "schema version" => last with { SchemaVersion = 9 },
            "increment" => last with { Increment = 2 },
            "lifetime" => last with { TimeToLive = TimeSpan.FromDays(1) },
            "spelling" => last with { Data = """["\u0000"]"""u8.ToArray() },
            _ => last,
        };

        await AssertStoredAsync(backend, writes);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-101")]
    public async Task B_101_rows_of_one_or_of_several_classes_and_schema_versions_keep_theirs()
    {
        StorageBackend backend = await OpenAsync();
        SaveRequest[] alike = [.. New(20).Select(write => write with { SchemaVersion = 4 })];
        SaveRequest[] mixed =
        [
            .. New(10).Select(write => write with { Key = new RecordKey("First", write.Key.Id) }),
            .. New(10).Select(write => write with { Key = new RecordKey("Second", write.Key.Id), SchemaVersion = 9 }),
        ];

        await ((ISupportsBatch)backend).SaveManyAsync(alike, default);
        await ((ISupportsBatch)backend).SaveManyAsync(mixed, default);

        foreach (SaveRequest write in (SaveRequest[])[.. alike, .. mixed])
        {
            StoredRecord stored = Assert.IsType<StoredRecord>(await backend.LoadAsync(write.Key, default));
            Assert.Equal((write.SchemaVersion, System.Text.Encoding.UTF8.GetString(write.Data.Span)), (stored.SchemaVersion, Json(stored)));
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-120")]
    public async Task B_120_a_batch_with_one_bad_item_writes_none_so_that_each_can_be_tried_alone()
    {
        var backend = await OpenAsync<ISupportsBatch>();
        SaveRequest[] writes = New(20);
        writes[5] = writes[5] with { Data = "{\"open\": "u8.ToArray() };

        await Assert.ThrowsAnyAsync<ExternalStorageException>(() => backend.SaveManyAsync(writes, default));
        Assert.Equal(0L, await QueryAsync<long>("SELECT count(*) FROM toast_records"));
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

    private static async Task AssertStoredAsync(StorageBackend backend, SaveRequest[] writes)
    {
        IReadOnlyList<SaveResult> results = await ((ISupportsBatch)backend).SaveManyAsync(writes, default);

        foreach ((int i, SaveResult result) in results.Index())
        {
            StoredRecord stored = Assert.IsType<StoredRecord>(await backend.LoadAsync(writes[i].Key, default));
            Assert.Equal(SaveResult.Saved(stored), result);
            Assert.Equal((writes[i].Increment, writes[i].SchemaVersion, writes[i].WriteId), ((int)stored.Version, stored.SchemaVersion, stored.WriteId));
            Assert.Equal(writes[i].TimeToLive is null, stored.Expires is null);
            Assert.Equal(System.Text.Encoding.UTF8.GetString(writes[i].Data.Span), Json(stored));
        }
    }

    private static SaveRequest[] New(int count) => [.. Enumerable.Range(0, count).Select(i => Write(NewKey(), $"[{i}]") with { IsNewId = true })];
}
