using Toast.Sqlite.Tests.Support;

namespace Toast.Sqlite.Tests.Records;

public sealed class SaveTests : StoreTest
{
    private readonly ManualClock clock = new();

    [Fact]
    [Trait("Behaviour", "B-110")]
    public async Task B_110_versions_rise_by_the_increment_and_created_stays()
    {
        SqliteBackend backend = await Folder.OpenAsync(clock: clock);
        RecordKey key = NewKey();
        SaveResult first = await backend.SaveAsync(Request(key, increment: 3), default);
        clock.Now += TimeSpan.FromSeconds(1.0000004);
        SaveResult second = await backend.SaveAsync(Request(key, """{"total":2}""", SaveCondition.Exists, increment: 7), default);
        Assert.Equal((3L, 10L), (first.Version, second.Version));
        Assert.Equal(first.Created, second.Created);
        Assert.Equal(first.Created + TimeSpan.FromSeconds(1), second.Updated);
        StoredRecord stored = Assert.IsType<StoredRecord>(await backend.LoadAsync(key, default));
        Assert.Equal((10L, second.Created, second.Updated), (stored.Version, stored.Created, stored.Updated));
        Assert.Equal("""{"total":2}""", Text(stored));
    }

    [Fact]
    [Trait("Behaviour", "B-322")]
    public async Task B_322_updated_never_goes_back_with_the_clock()
    {
        SqliteBackend backend = await Folder.OpenAsync(clock: clock);
        RecordKey key = NewKey();
        SaveResult first = await backend.SaveAsync(Request(key), default);
        clock.Now -= TimeSpan.FromHours(1);
        SaveResult second = await backend.SaveAsync(Request(key), default);
        Assert.Equal((2L, first.Updated), (second.Version, second.Updated));
    }

    [Fact]
    [Trait("Behaviour", "B-113")]
    public async Task B_113_each_condition_answers_as_the_contract_says()
    {
        SqliteBackend backend = await Folder.OpenAsync(clock: clock);
        RecordKey key = NewKey();
        Assert.Equal(SaveResult.Refused(SaveStatus.NotFound, 0), await backend.SaveAsync(Request(key, condition: SaveCondition.Exists), default));
        Assert.Equal(SaveResult.Refused(SaveStatus.NotFound, 0), await backend.SaveAsync(Request(key, condition: SaveCondition.VersionIs(4)), default));
        SaveResult made = await backend.SaveAsync(Request(key, condition: SaveCondition.VersionIs(0)), default);
        Assert.Equal((SaveStatus.Saved, 1L), (made.Status, made.Version));
        Assert.Equal(SaveResult.Refused(SaveStatus.Conflict, 1), await backend.SaveAsync(Request(key, condition: SaveCondition.Missing), default));
        Assert.Equal(SaveResult.Refused(SaveStatus.Conflict, 1), await backend.SaveAsync(Request(key, condition: SaveCondition.VersionIs(2)), default));
        SaveCondition otherLife = SaveCondition.VersionIs(1, made.Created.AddSeconds(-1));
        Assert.Equal(SaveResult.Refused(SaveStatus.Conflict, 1), await backend.SaveAsync(Request(key, condition: otherLife), default));
        SaveResult changed = await backend.SaveAsync(Request(key, condition: SaveCondition.VersionIs(1, made.Created)), default);
        Assert.Equal((SaveStatus.Saved, 2L), (changed.Status, changed.Version));
    }

    [Theory]
    [InlineData(SaveConditionKind.Any)]
    [InlineData(SaveConditionKind.Missing)]
    [InlineData(SaveConditionKind.VersionIs)]
    [Trait("Behaviour", "B-125")]
    public async Task B_125_a_repeated_write_id_changes_nothing(SaveConditionKind kind)
    {
        SqliteBackend backend = await Folder.OpenAsync(clock: clock);
        RecordKey key = NewKey();
        if (kind == SaveConditionKind.VersionIs)
        {
            await backend.SaveAsync(Request(key), default);
        }

        SaveRequest request = Request(key, condition: new SaveCondition(kind, kind == SaveConditionKind.VersionIs ? 1 : 0));
        SaveResult first = await backend.SaveAsync(request, default);
        clock.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(first, await backend.SaveAsync(request, default));
        Assert.Equal(SaveStatus.Saved, first.Status);
    }

    [Fact]
    public async Task A_batch_answers_in_order_and_a_refused_record_is_refused_alone()
    {
        SqliteBackend backend = await Folder.OpenAsync();
        RecordKey[] keys = [NewKey(), NewKey("Other"), NewKey()];
        await backend.SaveAsync(Request(keys[1]), default);
        IReadOnlyList<SaveResult> results = await backend.SaveManyAsync([.. keys.Select(key => Request(key, condition: SaveCondition.Missing))], default);
        Assert.Equal([SaveStatus.Saved, SaveStatus.Conflict, SaveStatus.Saved], results.Select(result => result.Status));
        IReadOnlyList<StoredRecord?> loaded = await backend.LoadManyAsync([keys[2], NewKey(), keys[0]], default);
        Assert.Equal([keys[2], null, keys[0]], loaded.Select(record => record?.Key));
    }

    [Fact]
    public async Task A_record_stored_whole_comes_back_whole()
    {
        SqliteBackend backend = await Folder.OpenAsync();
        var record = new StoredRecord
        {
            Key = NewKey(),
            Data = "[1]"u8.ToArray(),
            SchemaVersion = 4,
            Version = 17,
            Created = new DateTimeOffset(1, 1, 1, 0, 0, 0, TimeSpan.Zero),
            Updated = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMicroseconds(1),
            Expires = new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero),
            WriteId = Guid.NewGuid(),
        };
        await backend.SaveAsync(record, default);
        await backend.SaveAsync(record with { Version = 18 }, default);
        StoredRecord loaded = Assert.IsType<StoredRecord>(await backend.LoadAsync(record.Key, default));
        Assert.Equal(record with { Version = 18, Data = default }, loaded with { Data = default });
        Assert.Equal("[1]", Text(loaded));
    }

    [Fact]
    [Trait("Behaviour", "B-323")]
    public async Task B_323_a_cancelled_token_writes_nothing()
    {
        SqliteBackend backend = await Folder.OpenAsync();
        RecordKey key = NewKey();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => backend.SaveAsync(Request(key), new CancellationToken(canceled: true)));
        Assert.Null(await backend.LoadAsync(key, default));
    }

    [Fact]
    [Trait("Behaviour", "B-113")]
    public async Task B_113_of_many_writers_of_one_version_one_wins()
    {
        SqliteBackend one = await Folder.OpenAsync();
        SqliteBackend other = await Folder.OpenAsync();
        RecordKey key = NewKey();
        await one.SaveAsync(Request(key), default);
        for (int round = 1; round <= 20; round++)
        {
            SaveResult[] results = await Task.WhenAll(Enumerable.Range(0, 8).Select(
                i => (i % 2 == 0 ? one : other).SaveAsync(Request(key, condition: SaveCondition.VersionIs(round)), default)));
            Assert.Single(results, result => result.Status == SaveStatus.Saved);
            Assert.All(results, result => Assert.Equal(round + 1, result.Version));
        }
    }
}
