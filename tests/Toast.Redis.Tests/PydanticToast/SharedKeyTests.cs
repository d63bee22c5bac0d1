namespace Toast.Redis.Tests.PydanticToast;

/// <summary>Records that a Python service wrote, by the documented keys and envelope of pydantic-toast, and the other way round.</summary>
public sealed class SharedKeyTests : RedisTest
{
    private string Layout => Url("layout=pydantic-toast");

    [SkippableFact]
    public void The_documented_prefix_is_the_default() =>
        Assert.Equal("pydantic_toast", RedisSettings.Read(StorageUrl.Parse("redis://h/0?layout=pydantic-toast")).Prefix);

    [SkippableTheory]
    [InlineData("""{"data": {"name": "Alice", "age": 30}, "schema_version": 3, "created_at": "2025-12-22T12:00:00Z", "updated_at": "2025-12-23T00:00:00.123456Z"}""")]
    [InlineData("""{"updated_at": "2025-12-23T00:00:00.123456+00:00", "created_at": "2025-12-22T12:00:00+00:00", "schema_version": 3, "data": {"age": 30, "name": "Alice"}}""")]
    [InlineData("""{"schema_version": 3, "created_at": "2025-12-22T12:00:00", "extra": [1, {"data": 2}], "updated_at": "2025-12-23T00:00:00.123456", "data": {"age": 30, "name": "Alice"}}""")]
    [InlineData("""{"data": {"name": "Alice", "age": 30}, "schema_version": 3, "created_at": "2025-12-22T14:00:00+02:00", "updated_at": "2025-12-23T02:00:00.123456+02:00"}""")]
    public async Task A_record_that_python_wrote_is_read_listed_and_validated(string envelope)
    {
        Guid id = await SetAsPythonDoesAsync(envelope);
        await using IToast toast = Open();
        var reference = new ExternalReference("UserProfile", id);

        RecordInfo info = await toast.GetInfoAsync(reference);

        Assert.Equal(new UserProfile("Alice", 30), await toast.ValidateAsync<UserProfile>(reference));
        Assert.Equal((3, 1_766_448_000_123_456), (info.SchemaVersion, info.Version));
        Assert.Equal(new DateTimeOffset(2025, 12, 22, 12, 0, 0, TimeSpan.Zero), info.Created);
        Assert.Equal([id], await toast.ListAsync<UserProfile>().Select(listed => listed.Id).ToListAsync());
    }

    [SkippableFact]
    public async Task A_record_that_toast_wrote_has_the_members_python_reads()
    {
        await using IToast toast = Open();
        ExternalReference reference = await toast.DumpAsync(new UserProfile("Bob", 41));

        using var json = System.Text.Json.JsonDocument.Parse((string)(await Plain.StringGetAsync($"{Prefix}:UserProfile:{reference.Id:D}"))!);
        Assert.Equal(["data", "schema_version", "created_at", "updated_at"], json.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal("Bob", json.RootElement.GetProperty("data").GetProperty("name").GetString());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$", json.RootElement.GetProperty("updated_at").GetString());
    }

    [SkippableFact]
    [Trait("Behaviour", "B-112")]
    public async Task B_112_a_write_of_python_in_between_is_a_conflict_and_is_not_lost()
    {
        const string Before = """{"data": {"name": "Alice", "age": 30}, "schema_version": 3, "created_at": "2025-12-22T12:00:00Z", "updated_at": "2025-12-23T00:00:00Z"}""";
        Guid id = await SetAsPythonDoesAsync(Before);
        await using IToast toast = Open();
        var reference = new ExternalReference("UserProfile", id);
        long version = (await toast.GetInfoAsync(reference)).Version;
        await SetAsPythonDoesAsync(Before.Replace("Alice", "Eve", StringComparison.Ordinal).Replace("-23T00", "-23T01", StringComparison.Ordinal), id);

        await Assert.ThrowsAsync<ConcurrencyException>(
            () => toast.DumpAsync(new UserProfile("Bob", 2), reference, new DumpOptions { ExpectedVersion = version }));
        await toast.UpdateAsync<UserProfile>(reference, same => same with { Age = 2 });
        Assert.Equal(new UserProfile("Eve", 2), await toast.ValidateAsync<UserProfile>(reference));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-114")]
    public async Task B_114_increments_of_two_engines_at_once_are_all_there()
    {
        await using IToast one = Open(), two = Open();
        ExternalReference reference = await one.DumpAsync(new UserProfile("Ada", 0));

        await Task.WhenAll(new[] { one, two }.SelectMany(toast => Enumerable.Range(0, 20).Select(_ => toast.UpdateAsync<UserProfile>(
            reference, same => same with { Age = same.Age + 1 }))));

        Assert.Equal(40, (await one.ValidateAsync<UserProfile>(reference)).Age);
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"schema_version": 1}""")]
    [InlineData("""{"data": {}, "schema_version": 1, "updated_at": "yesterday"}""")]
    [InlineData("""{"data": {}, "schema_version": 1, "updated_at": "2025-12-23T00:00:00Z"} x""")]
    [Trait("Behaviour", "B-327")]
    public async Task B_327_a_value_that_is_no_envelope_is_reported_and_can_be_deleted(string value)
    {
        Guid id = await SetAsPythonDoesAsync(value);
        await using IToast toast = Open();
        var reference = new ExternalReference("UserProfile", id);

        Assert.Equal(ErrorCodes.CorruptRecord, (await Assert.ThrowsAsync<StorageValidationException>(() => toast.ValidateAsync<UserProfile>(reference))).Code);
        Assert.True(await toast.DeleteAsync(reference));
        await Assert.ThrowsAsync<RecordNotFoundException>(() => toast.ValidateAsync<UserProfile>(reference));
    }

    private IToast Open() => new ToastBuilder().AddStore("main", Layout).AddModel<UserProfile>().Build();

    private async Task<Guid> SetAsPythonDoesAsync(string envelope, Guid? id = null)
    {
        Guid written = id ?? Guid.NewGuid();
        await Plain.StringSetAsync($"{Prefix}:UserProfile:{written:D}", envelope);
        return written;
    }

    [External("main", SchemaVersion = 3)]
    public sealed record UserProfile(string Name, int Age);
}
