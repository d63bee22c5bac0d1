namespace Toast.Postgres.Tests.Records;

public sealed class RepeatTests : PostgresTest
{
    [SkippableFact]
    [Trait("Behaviour", "B-314")]
    public async Task B_314_connections_killed_while_idle_are_nobodys_trouble()
    {
        await using IToast toast = new ToastBuilder().AddStore("main", Url("max_pool_size=5")).AddModel<Note>().Build();
        ExternalReference[] references = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => toast.DumpAsync(new Note(i))));
        foreach (Func<Task> call in (Func<Task>[])
            [
                () => toast.DumpAsync(new Note(1)), () => toast.ValidateAsync<Note>(references[0], new ValidateOptions { Fresh = true }),
                () => toast.DeleteAsync(references[1]),
            ])
        {
            await ExecuteAsync($"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{Database}'", "postgres");
            await call();
        }

        Assert.Equal(50L, await QueryAsync<long>("SELECT count(*) FROM toast_records"));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-125")]
    public async Task B_125_a_write_that_arrives_twice_counts_once_with_every_condition()
    {
        StorageBackend backend = await OpenAsync();
        var saves = (ISupportsConditionalSave)backend;
        RecordKey key = NewKey();
        SaveRequest first = Write(key, "[1]", SaveCondition.Missing);
        SaveResult done = await saves.SaveAsync(first, default);
        SaveRequest second = Write(key, "[2]", SaveCondition.VersionIs(done.Version, done.Created));

        Assert.Equal(done, await saves.SaveAsync(first, default));
        SaveResult changed = await saves.SaveAsync(second, default);
        Assert.Equal((SaveStatus.Saved, 2L), (changed.Status, changed.Version));
        Assert.Equal([changed], await ((ISupportsBatch)backend).SaveManyAsync([second], default));
        Assert.Equal([SaveStatus.Conflict], (await ((ISupportsBatch)backend).SaveManyAsync([first], default)).Select(result => result.Status));
        Assert.Equal(2, (await backend.LoadAsync(key, default))!.Version);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-327")]
    public async Task B_327_a_row_in_a_spelling_that_it_is_not_in_is_corrupt_alone()
    {
        StorageBackend backend = await OpenAsync();
        RecordKey key = NewKey();
        await ((ISupportsConditionalSave)backend).SaveAsync(Write(key, "[1]"), default);
        await ExecuteAsync("UPDATE toast_records SET escaped = true, data = '[\"\uE000\"]'");

        var corrupt = await Assert.ThrowsAsync<StorageValidationException>(() => backend.LoadAsync(key, default));
        Assert.Equal((ErrorCodes.CorruptRecord, key.Id), (corrupt.Code, corrupt.Id));
        Assert.Equal(SaveStatus.Saved, (await ((ISupportsConditionalSave)backend).SaveAsync(Write(key, "[2]"), default)).Status);
        Assert.Equal("[2]", Json(await backend.LoadAsync(key, default)));
    }

    [External("main")]
    public sealed record Note(int Number);
}
