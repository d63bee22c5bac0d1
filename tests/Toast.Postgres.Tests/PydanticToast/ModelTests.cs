namespace Toast.Postgres.Tests.PydanticToast;

/// <summary>The same through the verbs; the rows that Python wrote are bare ones here, as the description of the table can be read.</summary>
public sealed class ModelTests : PydanticToastTest
{
    [SkippableFact]
    public async Task A_record_that_python_wrote_is_read_listed_and_validated()
    {
        await MakeTableAsPythonDoesAsync();
        Guid id = await InsertAsPythonDoesAsync("""{"name": "Alice", "email": "alice@example.com", "age": 30}""");
        await using IToast toast = Open();

        UserProfile profile = await toast.ValidateJsonAsync<UserProfile>($$"""{"class_name": "UserProfile", "id": "{{id}}"}""");
        RecordInfo info = await toast.GetInfoAsync(new ExternalReference("UserProfile", id));

        Assert.Equal(new UserProfile("Alice", "alice@example.com", 30), profile);
        Assert.Equal((3, 1_766_448_000_123_456), (info.SchemaVersion, info.Version));
        Assert.Equal(new DateTimeOffset(2025, 12, 23, 0, 0, 0, TimeSpan.Zero).AddMicroseconds(123_456), info.Updated);
        Assert.Equal([id], await toast.ListAsync<UserProfile>().Select(listed => listed.Id).ToListAsync());
    }

    [SkippableFact]
    public async Task A_record_that_toast_wrote_has_the_columns_python_reads()
    {
        await using IToast toast = Open();
        ExternalReference reference = await toast.DumpAsync(new UserProfile("Bob", "bob@example.com", 41));

        Assert.Equal("Bob", await QueryAsync<string>($"SELECT data->'data'->>'name' FROM external_models WHERE id = '{reference.Id}' AND class_name = 'UserProfile'"));
        Assert.Equal(3, await QueryAsync<int>($"SELECT schema_version FROM external_models WHERE id = '{reference.Id}'"));
        Assert.True(await QueryAsync<bool>($"SELECT created_at = updated_at AND now() - created_at < interval '1 minute' FROM external_models WHERE id = '{reference.Id}'"));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-112")]
    public async Task B_112_a_write_of_python_in_between_is_a_conflict_and_is_not_lost()
    {
        await MakeTableAsPythonDoesAsync();
        Guid id = await InsertAsPythonDoesAsync("""{"name": "Alice", "email": "alice@example.com", "age": 30}""");
        await using IToast toast = Open();
        var reference = new ExternalReference("UserProfile", id);
        long version = (await toast.GetInfoAsync(reference)).Version;
        await ExecuteAsync($$"""UPDATE external_models SET data = '{"name": "Eve", "email": "e@example.com", "age": 1}', updated_at = now() WHERE id = '{{id}}'""");

        await Assert.ThrowsAsync<ConcurrencyException>(
            () => toast.DumpAsync(new UserProfile("Bob", "b@example.com", 2), reference, new DumpOptions { ExpectedVersion = version }));
        Assert.Equal("Eve", (await toast.ValidateAsync<UserProfile>(reference)).Name);
        await toast.UpdateAsync<UserProfile>(reference, same => same with { Age = 2 });
        Assert.Equal(new UserProfile("Eve", "e@example.com", 2), await toast.ValidateAsync<UserProfile>(reference));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-110")]
    public async Task B_110_versions_grow_with_each_write_and_conditions_hold()
    {
        var backend = await OpenAsync<ISupportsConditionalSave>(Layout);
        RecordKey key = NewKey();
        Assert.False(backend.RecognisesRepeats);
        SaveResult first = await backend.SaveAsync(Write(key, "{}", SaveCondition.Missing), default);
        SaveResult second = await backend.SaveAsync(Write(key, "[1]", SaveCondition.VersionIs(first.Version)), default);
        SaveResult stale = await backend.SaveAsync(Write(key, "[2]", SaveCondition.VersionIs(first.Version)), default);
        SaveResult again = await backend.SaveAsync(Write(key, "[3]", SaveCondition.Missing), default);
        SaveResult absent = await backend.SaveAsync(Write(NewKey(), "[4]", SaveCondition.Exists), default);
        StoredRecord? stored = await ((StorageBackend)backend).LoadAsync(key, default);

        Assert.True(second.Version > first.Version);
        Assert.Equal(
            [SaveStatus.Saved, SaveStatus.Saved, SaveStatus.Conflict, SaveStatus.Conflict, SaveStatus.NotFound],
            new[] { first, second, stale, again, absent }.Select(result => result.Status));
        Assert.Equal((second.Version, second.Version), (stale.Version, again.Version));
        Assert.Equal(("[1]", second.Version, first.Created), (Json(stored), stored!.Version, stored.Created));
    }

    [SkippableTheory]
    [InlineData("\"\\u0000\"")]
    [InlineData("[-0.0]")]
    [Trait("Behaviour", "B-202")]
    public async Task B_202_what_python_would_read_wrongly_is_refused_before_it_is_sent(string json)
    {
        StorageBackend backend = await OpenAsync(Layout);
        RecordKey key = NewKey();

        var refused = await Assert.ThrowsAsync<StorageValidationException>(() => ((ISupportsConditionalSave)backend).SaveAsync(Write(key, json), default));
        Assert.Equal(ErrorCodes.InvalidValue, refused.Code);
        Assert.Null(await backend.LoadAsync(key, default));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-139")]
    public async Task B_139_a_time_to_live_is_refused_where_no_column_keeps_it()
    {
        await using IToast toast = Open();

        var refused = await Assert.ThrowsAsync<ExternalStorageException>(
            () => toast.DumpAsync(new UserProfile("Bob", "b@example.com", 2), new DumpOptions { TimeToLive = TimeSpan.FromMinutes(1) }));
        Assert.Equal(ErrorCodes.NotSupported, refused.Code);
    }

    private IToast Open() => new ToastBuilder().AddStore("main", Url(Layout)).AddModel<UserProfile>().Build();

    private Task MakeTableAsPythonDoesAsync() => ExecuteAsync("""
        CREATE TABLE external_models (
            id UUID PRIMARY KEY,
            class_name VARCHAR(255) NOT NULL,
            data JSONB NOT NULL,
            schema_version INTEGER DEFAULT 1,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT NOW(),
            updated_at TIMESTAMP WITH TIME ZONE DEFAULT NOW());
        CREATE INDEX idx_class_name ON external_models (class_name)
        """);

    private async Task<Guid> InsertAsPythonDoesAsync(string json)
    {
        var id = Guid.NewGuid();
        await ExecuteAsync($"""
            INSERT INTO external_models (id, class_name, data, schema_version, created_at, updated_at)
            VALUES ('{id}', 'UserProfile', '{json}', 3, '2025-12-22 12:00:00+00', '2025-12-23 00:00:00.123456+00')
            """);
        return id;
    }

    [External("main", SchemaVersion = 3)]
    public sealed record UserProfile(string Name, string Email, int Age);
}
