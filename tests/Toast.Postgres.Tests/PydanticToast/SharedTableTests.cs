namespace Toast.Postgres.Tests.PydanticToast;

public sealed class SharedTableTests : PydanticToastTest
{
    [SkippableFact]
    public async Task A_missing_table_is_made_just_as_python_makes_it()
    {
        await OpenSharedAsync();
        string ours = await ShapeAsync();
        await ConnectAsPythonAsync();
        Assert.Equal(ours, await ShapeAsync());
        await ExecuteAsync($"DROP TABLE {Table}");
        await ConnectAsPythonAsync();
        Assert.Equal(ours.Replace("(class_name, id)", "(class_name)", StringComparison.Ordinal), await ShapeAsync());
    }

    [SkippableFact]
    public async Task No_column_is_added_to_a_table_that_python_made()
    {
        await ConnectAsPythonAsync();
        string before = await ShapeAsync();
        PydanticToastBackend backend = await OpenSharedAsync();
        await backend.SaveAsync(Request(NewKey()), default);
        Assert.Equal(before, await ShapeAsync());
    }

    [SkippableFact]
    [Trait("Behaviour", "B-029")]
    [Trait("Behaviour", "B-407")]
    public async Task B_029_an_id_that_a_record_of_another_class_has_is_refused_and_that_record_is_left_alone()
    {
        PydanticToastBackend backend = await OpenSharedAsync();
        RecordKey first = NewKey();
        RecordKey second = new("Invoice", first.Id);
        SaveResult saved = await backend.SaveAsync(Request(first, """{"mine": true}"""), default);
        foreach (SaveCondition condition in (SaveCondition[])[SaveCondition.Any, SaveCondition.Missing])
        {
            ExternalStorageException refused = await Assert.ThrowsAsync<ExternalStorageException>(
                () => backend.SaveAsync(Request(second, condition: condition), default));
            Assert.Equal((ErrorCodes.NotSupported, "Invoice", second.Id), (refused.Code, refused.ClassName, refused.Id!.Value));
        }

        await Assert.ThrowsAsync<ExternalStorageException>(() => backend.SaveAsync(new StoredRecord { Key = second, Data = "{}"u8.ToArray(), Created = saved.Created, Updated = saved.Updated }, default));
        Assert.Equal(SaveStatus.NotFound, (await backend.SaveAsync(Request(second, condition: SaveCondition.Exists), default)).Status);
        Assert.Equal(SaveStatus.NotFound, (await backend.DeleteAsync(new DeleteRequest(second, SaveCondition.Any), default)).Status);
        Assert.Null(await backend.LoadAsync(second, default));
        Assert.Equal((saved.Version, """{"mine": true}"""), ((await backend.LoadAsync(first, default))!.Version, Text(await backend.LoadAsync(first, default))));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-120")]
    public async Task B_120_one_bad_record_of_a_batch_fails_alone()
    {
        PydanticToastBackend backend = await OpenSharedAsync();
        RecordKey taken = NewKey();
        RecordKey stored = NewKey();
        SaveResult before = await backend.SaveAsync(Request(stored), default);
        await backend.SaveAsync(Request(taken), default);
        IReadOnlyList<SaveResult> results = await backend.SaveManyAsync(
            [
                Request(NewKey()),
                Request(NewKey("Invoice") with { Id = taken.Id }),
                Request(NewKey(), """{"text": "\u0000"}"""),
                Request(NewKey(), """{"number": 1e200000}"""),
                Request(stored, condition: SaveCondition.VersionIs(before.Version)),
                Request(NewKey(), condition: SaveCondition.Exists),
                Request(NewKey(), condition: SaveCondition.Missing),
                Request(NewKey(), """{"number": -0.0}"""),
            ],
            default);
        Assert.Equal(
            [
                SaveStatus.Saved, SaveStatus.Failed, SaveStatus.Failed, SaveStatus.Failed,
                SaveStatus.Saved, SaveStatus.NotFound, SaveStatus.Saved, SaveStatus.Failed,
            ],
            results.Select(result => result.Status));
        Assert.Equal(
            [ErrorCodes.NotSupported, ErrorCodes.InvalidValue, ErrorCodes.InvalidValue, ErrorCodes.InvalidValue],
            results.Where(result => result.Error is not null).Select(result => result.Error!.Code));
        Assert.Equal(4, await QueryAsync<long>($"SELECT count(*) FROM {Table}"));
    }

    [SkippableFact]
    public async Task Two_records_with_one_id_in_one_batch_leave_the_first()
    {
        PydanticToastBackend backend = await OpenSharedAsync();
        RecordKey first = NewKey();
        IReadOnlyList<SaveResult> results = await backend.SaveManyAsync([Request(first), Request(first with { ClassName = "Invoice" })], default);
        Assert.Equal([SaveStatus.Saved, SaveStatus.Failed], results.Select(result => result.Status));
        Assert.Equal(ErrorCodes.NotSupported, results[1].Error!.Code);
    }

    [SkippableFact]
    public async Task A_table_with_the_class_name_in_its_key_is_as_good_and_keeps_an_id_for_each_class()
    {
        await ExecuteAsync($"""
            CREATE TABLE {Table} (class_name text, id uuid, data jsonb NOT NULL, schema_version integer NOT NULL DEFAULT 1,
              created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (class_name, id))
            """);
        PydanticToastBackend backend = await OpenSharedAsync();
        RecordKey first = NewKey();
        RecordKey second = first with { ClassName = "Invoice" };
        IReadOnlyList<SaveResult> results = await backend.SaveManyAsync([Request(first, "1"), Request(second, "2")], default);
        Assert.All(results, result => Assert.Equal(SaveStatus.Saved, result.Status));
        Assert.Equal(("1", "2"), (Text(await backend.LoadAsync(first, default)), Text(await backend.LoadAsync(second, default))));
        await backend.DeleteAsync(new DeleteRequest(first, SaveCondition.Any), default);
        Assert.Equal("2", Text(await backend.LoadAsync(second, default)));
        Assert.Equal(SaveStatus.Conflict, (await backend.SaveAsync(Request(second, condition: SaveCondition.Missing), default)).Status);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-139")]
    public async Task B_139_expiry_and_repeats_are_not_claimed_and_not_ignored()
    {
        PydanticToastBackend backend = await OpenSharedAsync();
        Assert.IsNotAssignableFrom<ISupportsExpiry>(backend);
        Assert.False(((ISupportsConditionalSave)backend).RecognisesRepeats);
        ExternalStorageException refused = await Assert.ThrowsAsync<ExternalStorageException>(
            () => backend.SaveAsync(Request(NewKey(), timeToLive: TimeSpan.FromHours(1)), default));
        Assert.Equal(ErrorCodes.NotSupported, refused.Code);
        Assert.Equal(0, await QueryAsync<long>($"SELECT count(*) FROM {Table}"));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-110")]
    public async Task B_110_updated_never_goes_back_after_a_python_clock_that_was_ahead()
    {
        PydanticToastBackend backend = await OpenSharedAsync();
        RecordKey key = NewKey();
        SaveResult first = await backend.SaveAsync(Request(key), default);
        await ExecuteAsync($"UPDATE {Table} SET updated_at = now() + interval '1 hour'");
        SaveResult second = await backend.SaveAsync(Request(key, increment: 5), default);
        SaveResult third = await backend.SaveAsync(Request(key, condition: SaveCondition.Exists, increment: 3), default);
        Assert.True(second.Updated > first.Updated.AddMinutes(59));
        Assert.Equal(second.Version + 3, third.Version);
        Assert.Equal(second.Updated.AddMicroseconds(3), third.Updated);
        Assert.Equal(first.Created, third.Created);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-314")]
    public async Task B_314_connections_killed_while_idle_are_nobodys_trouble()
    {
        string name = "kill-" + Guid.NewGuid().ToString("N");
        PydanticToastBackend backend = await OpenSharedAsync($"&application_name={name}");
        RecordKey key = NewKey();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => backend.SaveAsync(Request(NewKey()), default)));
        await EndConnectionsAsync(name);
        SaveResult saved = await backend.SaveAsync(Request(key), default);
        Assert.Equal(SaveStatus.Saved, saved.Status);
        await EndConnectionsAsync(name);
        Assert.Equal(new DeleteResult(SaveStatus.Saved, saved.Version), await backend.DeleteAsync(new DeleteRequest(key, SaveCondition.Any), default));
    }

    private async Task EndConnectionsAsync(string name)
    {
        await QueryAsync<bool>($"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = '{name}'");
    }

    /// <summary>Columns, defaults and indexes.</summary>
    private async Task<string> ShapeAsync()
    {
        return await QueryAsync<string>($"""
            SELECT (SELECT string_agg(concat_ws(' ', column_name, data_type, character_maximum_length, is_nullable, column_default), E'\n' ORDER BY ordinal_position)
                    FROM information_schema.columns WHERE table_name = '{Table}')
              || E'\n' || (SELECT string_agg(indexdef, E'\n' ORDER BY indexname) FROM pg_indexes WHERE tablename = '{Table}')
            """);
    }
}
