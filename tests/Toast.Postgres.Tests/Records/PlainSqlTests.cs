namespace Toast.Postgres.Tests.Records;

public sealed class PlainSqlTests : PostgresTest
{
    [SkippableFact]
    [Trait("Behaviour", "B-011")]
    public async Task B_011_records_are_rows_that_plain_sql_reads_and_changes()
    {
        await using IToast toast = new ToastBuilder().AddStore("main", Url()).AddModel<Order>().Build();
        ExternalReference reference = await toast.DumpAsync(new Order("Ada", 3));

        Assert.Equal(
            $"Order {reference.Id} 2 1 t",
            await QueryAsync<string>("SELECT concat_ws(' ', class_name, id, schema_version, version, created = updated) FROM toast_records WHERE data->>'customer' = 'Ada'"));
        await ExecuteAsync("UPDATE toast_records SET data = jsonb_set(data, '{count}', '4')");
        Assert.Equal(new Order("Ada", 4), await toast.ValidateAsync<Order>(reference, new ValidateOptions { Fresh = true }));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-119")]
    public async Task B_119_a_thousand_new_records_take_few_statements()
    {
        await using IToast toast = new ToastBuilder().AddStore("main", Url()).AddModel<Order>().Build();
        await toast.DumpAsync(new Order("first", 0));
        IReadOnlyList<DumpResult> results = await toast.DumpManyAsync([.. Enumerable.Range(0, 1000).Select(i => new Order($"{i}", i))]);

        Assert.All(results, result => Assert.True(result.Succeeded));
        Assert.Equal(1001L, await QueryAsync<long>("SELECT count(*) FROM toast_records"));

        // Each transaction has a number of its own: few rows share many.
        Assert.InRange(await QueryAsync<long>("SELECT count(DISTINCT xmin::text) FROM toast_records"), 1, 20);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-116")]
    public async Task B_116_expired_rows_are_removed_without_being_touched()
    {
        StorageBackend backend = await OpenAsync();
        SaveRequest[] requests = [.. Enumerable.Range(0, 2500).Select(i => Write(NewKey(), $"{i}") with { TimeToLive = TimeSpan.FromMilliseconds(1) })];
        await ((ISupportsBatch)backend).SaveManyAsync(requests, default);
        SaveRequest stays = Write(NewKey(), "0") with { TimeToLive = TimeSpan.FromHours(1) };
        await ((ISupportsConditionalSave)backend).SaveAsync(stays, default);
        await ExecuteAsync("SELECT pg_sleep(0.01)");

        Assert.Equal(2500, await ((ISupportsExpiry)backend).SweepAsync(default));
        Assert.Equal(1L, await QueryAsync<long>("SELECT count(*) FROM toast_records"));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-327")]
    public async Task B_327_a_row_that_makes_no_sense_is_reported_alone_and_can_be_deleted()
    {
        await using IToast toast = new ToastBuilder().AddStore("main", Url()).AddModel<Order>().Build();
        ExternalReference bad = await toast.DumpAsync(new Order("bad", 1)), good = await toast.DumpAsync(new Order("good", 1));
        await ExecuteAsync($"UPDATE toast_records SET version = 0 WHERE id = '{bad.Id}'");

        var corrupt = await Assert.ThrowsAsync<StorageValidationException>(() => toast.ValidateAsync<Order>(bad));
        Assert.Equal((ErrorCodes.CorruptRecord, bad.Id), (corrupt.Code, corrupt.Id));
        IReadOnlyList<ValidateResult<Order>> both = await toast.ValidateManyAsync<Order>([bad, good]);
        Assert.Equal([false, true], both.Select(result => result.Succeeded));
        Assert.True(await toast.DeleteAsync(bad));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-112")]
    public async Task B_112_mixed_conditions_in_one_batch_end_each_for_itself()
    {
        StorageBackend backend = await OpenAsync();
        RecordKey[] keys = [.. Enumerable.Range(0, 6).Select(_ => NewKey())];
        await ((ISupportsBatch)backend).SaveManyAsync([Write(keys[0], "0"), Write(keys[1], "0"), Write(keys[2], "0")], default);

        IReadOnlyList<SaveResult> results = await ((ISupportsBatch)backend).SaveManyAsync(
            [
                Write(keys[0], "1", SaveCondition.VersionIs(1)), Write(keys[1], "1", SaveCondition.VersionIs(9)), Write(keys[2], "1", SaveCondition.Missing),
                Write(keys[3], "1", SaveCondition.Missing), Write(keys[4], "1", SaveCondition.Exists), Write(keys[5], "1"),
            ],
            default);

        Assert.Equal(
            [(SaveStatus.Saved, 2), (SaveStatus.Conflict, 1), (SaveStatus.Conflict, 1), (SaveStatus.Saved, 1), (SaveStatus.NotFound, 0), (SaveStatus.Saved, 1L)],
            results.Select(result => (result.Status, result.Version)));
    }

    [External("main", SchemaVersion = 2)]
    public sealed record Order(string Customer, int Count);
}
