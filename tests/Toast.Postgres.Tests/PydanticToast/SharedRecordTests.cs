namespace Toast.Postgres.Tests.PydanticToast;

public sealed class SharedRecordTests : PydanticToastTest
{
    private const string Ada = """{"name": "Ada", "tags": ["x"]}""";

    [SkippableFact]
    public async Task What_python_wrote_is_loaded_and_listed()
    {
        await ConnectAsPythonAsync();
        RecordKey key = NewKey();
        await SaveAsPythonAsync(key, Ada);
        PydanticToastBackend backend = await OpenSharedAsync();
        StoredRecord loaded = Assert.IsType<StoredRecord>(await backend.LoadAsync(key, default));
        Assert.Equal(Ada, Text(loaded));
        Assert.Equal(1, loaded.SchemaVersion);
        Assert.Equal((loaded.Updated - DateTimeOffset.UnixEpoch).Ticks / 10, loaded.Version);
        Assert.Equal(loaded.Created, loaded.Updated);
        Assert.Null(loaded.Expires);
        ListedRecord listed = Assert.Single(await backend.ListAsync(new ListRequest(ClassName, null, 10), default));
        Assert.Equal((key.Id, loaded.Version, 1), (listed.Id, listed.Info.Version, listed.Info.SchemaVersion));
        Assert.Equal(loaded, Assert.Single(await backend.LoadManyAsync([key], default))! with { Data = loaded.Data });
    }

    [SkippableFact]
    public async Task What_toast_wrote_is_loaded_by_python_in_its_envelope()
    {
        PydanticToastBackend backend = await OpenSharedAsync();
        await ConnectAsPythonAsync();
        RecordKey key = NewKey();
        SaveResult saved = await backend.SaveAsync(Request(key, Ada) with { SchemaVersion = 3 }, default);
        Assert.Equal(SaveStatus.Saved, saved.Status);
        Assert.Equal(Ada, await LoadAsPythonAsync(key));
        Assert.Equal("created_at,data,schema_version,updated_at", await MembersAsync(key));
        Assert.Equal("3 3", await QueryAsync<string>($"SELECT schema_version || ' ' || (data ->> 'schema_version') FROM {Table}"));
        Assert.True(await QueryAsync<bool>(
            $"SELECT (data ->> 'created_at')::timestamptz = created_at AND (data ->> 'updated_at')::timestamptz = updated_at FROM {Table}"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$", await QueryAsync<string>($"SELECT data ->> 'created_at' FROM {Table}"));
    }

    [SkippableFact]
    public async Task Both_write_one_record_in_turn_and_the_version_grows_each_time()
    {
        PydanticToastBackend backend = await OpenSharedAsync();
        RecordKey key = NewKey();
        SaveResult first = await backend.SaveAsync(Request(key, """{"by": 1}"""), default);
        await SaveAsPythonAsync(key, """{"by": 2}""");
        StoredRecord second = Assert.IsType<StoredRecord>(await backend.LoadAsync(key, default));
        Assert.Equal("""{"by": 2}""", Text(second));
        Assert.True(second.Version > first.Version);
        Assert.Equal(first.Created, second.Created);
        SaveResult stale = await backend.SaveAsync(Request(key, """{"by": 3}""", SaveCondition.VersionIs(first.Version)), default);
        Assert.Equal((SaveStatus.Conflict, second.Version), (stale.Status, stale.Version));
        SaveResult third = await backend.SaveAsync(Request(key, """{"by": 3}""", SaveCondition.VersionIs(second.Version, second.Created)), default);
        Assert.Equal((SaveStatus.Saved, first.Created), (third.Status, third.Created));
        Assert.True(third.Version > second.Version);
        Assert.Equal("""{"by": 3}""", await LoadAsPythonAsync(key));
        SaveResult fourth = await backend.SaveAsync(Request(key, """{"by": 4}"""), default);
        Assert.True(fourth.Version > third.Version);
        Assert.Equal("""{"by": 4}""", await LoadAsPythonAsync(key));
        Assert.Equal(1, await QueryAsync<long>($"SELECT count(*) FROM {Table}"));
    }

    [SkippableFact]
    public async Task The_schema_version_of_the_envelope_counts_since_python_updates_no_other()
    {
        PydanticToastBackend backend = await OpenSharedAsync();
        RecordKey key = NewKey();
        await backend.SaveAsync(Request(key) with { SchemaVersion = 3 }, default);
        await SaveAsPythonAsync(key, Ada, schemaVersion: 2);
        Assert.Equal(3, await QueryAsync<int>($"SELECT schema_version FROM {Table}"));
        Assert.Equal(2, (await backend.LoadAsync(key, default))!.SchemaVersion);
        Assert.Equal(2, Assert.Single(await backend.ListAsync(new ListRequest(ClassName, null, 10), default)).Info.SchemaVersion);
    }

    [SkippableFact]
    public async Task A_row_without_an_envelope_is_read_as_the_members_alone()
    {
        await ConnectAsPythonAsync();
        RecordKey key = NewKey();
        await ExecuteAsync($$"""INSERT INTO {{Table}} (id, class_name, data, schema_version) VALUES ('{{key.Id}}', '{{ClassName}}', '{"data": 1, "name": "Ada"}', 4)""");
        PydanticToastBackend backend = await OpenSharedAsync();
        StoredRecord loaded = Assert.IsType<StoredRecord>(await backend.LoadAsync(key, default));
        Assert.Equal("""{"data": 1, "name": "Ada"}""", Text(loaded));
        Assert.Equal(4, loaded.SchemaVersion);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-327")]
    public async Task B_327_an_envelope_with_a_wrong_schema_version_is_a_corrupt_record_and_harms_no_other()
    {
        PydanticToastBackend backend = await OpenSharedAsync();
        RecordKey broken = NewKey();
        RecordKey whole = NewKey();
        await backend.SaveManyAsync([Request(broken), Request(whole, Ada)], default);
        await ExecuteAsync($$"""UPDATE {{Table}} SET data = data || '{"schema_version": "one"}' WHERE id = '{{broken.Id}}'""");
        StorageValidationException refused = await Assert.ThrowsAsync<StorageValidationException>(() => backend.LoadAsync(broken, default));
        Assert.Equal((ErrorCodes.CorruptRecord, broken.Id), (refused.Code, refused.Id));
        Assert.Equal(Ada, Text(await backend.LoadAsync(whole, default)));
        await backend.SaveAsync(Request(broken, Ada), default);
        Assert.Equal(Ada, Text(await backend.LoadAsync(broken, default)));
    }

    private Task<string> MembersAsync(RecordKey key) => QueryAsync<string>(
        $"SELECT string_agg(name, ',' ORDER BY name) FROM {Table}, jsonb_object_keys(data) AS name WHERE id = '{key.Id}'");
}
