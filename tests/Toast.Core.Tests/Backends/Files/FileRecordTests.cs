using System.Text.Json;

namespace Toast.Tests.Backends.Files;

public sealed class FileRecordTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    [Trait("Behaviour", "B-003")]
    public async Task B_003_the_file_is_readable_json_with_the_data_byte_for_byte()
    {
        FileBackend backend = await folder.OpenAsync(new ManualTime());
        var key = new RecordKey("Box[Int32]", new Guid("01890a5d-ac96-774b-bcce-b302099a8057"));
        SaveRequest request = Writes.Of(key, """{ "a" : 1.50,  "é": "\u00e9" }""", lifetime: TimeSpan.FromSeconds(90)) with { WriteId = new Guid("6d63b5a5-5a1c-4a5e-8b1f-3f3a2b1c0d9e"), SchemaVersion = 3 };
        await backend.SaveAsync(request, default);

        Assert.Equal(
            """{"class_name":"Box[Int32]","id":"01890a5d-ac96-774b-bcce-b302099a8057","schema_version":3,"version":1,"created":"2030-01-02T03:04:05Z","updated":"2030-01-02T03:04:05Z","expires":"2030-01-02T03:05:35Z","write_id":"6d63b5a5-5a1c-4a5e-8b1f-3f3a2b1c0d9e","data":{ "a" : 1.50,  "é": "\u00e9" }}""" + "\n",
            await File.ReadAllTextAsync(Path.Combine(folder.Path, "box[int32]@11", "57", "01890a5d-ac96-774b-bcce-b302099a8057.json")));
    }

    [Fact]
    [Trait("Behaviour", "B-327")]
    public async Task B_327_a_file_rewritten_by_hand_with_other_order_and_spaces_is_read()
    {
        FileBackend backend = await folder.OpenAsync();
        RecordKey key = Writes.NewKey();
        await backend.SaveAsync(Writes.Of(key), default);
        string padding = new(' ', 3000);
        await File.WriteAllTextAsync(
            folder.FileOf(key),
            $$"""
            { {{padding}} "data": {"edited": true}, "note": [1, {"x": 2}], "version": 7, "id": "{{key.Id}}",
              "updated": "2031-01-01T00:00:00Z", "created": "2030-01-01T01:00:00+01:00", "class_name": "Order", "expires": null }
            """);

        StoredRecord record = Assert.IsType<StoredRecord>(await backend.LoadAsync(key, default));
        ListedRecord listed = Assert.Single(await backend.ListAsync(new("Order", null, 10), default));
        SaveResult next = await backend.SaveAsync(Writes.Of(key, condition: SaveCondition.VersionIs(7)), default);

        Assert.True(JsonDocument.Parse(record.Data).RootElement.GetProperty("edited").GetBoolean());
        Assert.Equal((7, new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)), (record.Version, record.Created));
        Assert.Equal(7, listed.Info.Version);
        Assert.Equal((SaveStatus.Saved, 8), (next.Status, next.Version));
    }

    [Fact]
    [Trait("Behaviour", "B-116")]
    public async Task B_116_expired_files_are_removed_by_a_sweep_and_only_those()
    {
        var time = new ManualTime();
        FileBackend backend = await folder.OpenAsync(time);
        RecordKey shortLived = Writes.NewKey(), prolonged = Writes.NewKey(), kept = Writes.NewKey(), cleared = Writes.NewKey();
        foreach (RecordKey key in new[] { shortLived, prolonged, cleared })
        {
            await backend.SaveAsync(Writes.Of(key, lifetime: TimeSpan.FromSeconds(30)), default);
        }

        await backend.SaveAsync(Writes.Of(kept), default);
        await backend.SaveAsync(Writes.Of(prolonged, lifetime: TimeSpan.FromHours(2)), default);
        await backend.SaveAsync(Writes.Of(cleared), default);

        time.Now += TimeSpan.FromSeconds(31);
        Assert.Null(await backend.LoadAsync(shortLived, default));
        time.Now += TimeSpan.FromMinutes(2);
        Assert.Equal(1, await backend.SweepAsync(default));

        Assert.False(File.Exists(folder.FileOf(shortLived)));
        Assert.All([prolonged, kept, cleared], key => Assert.True(File.Exists(folder.FileOf(key))));
        time.Now += TimeSpan.FromHours(3);
        Assert.Equal(1, await backend.SweepAsync(default));
        Assert.False(File.Exists(folder.FileOf(prolonged)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(folder.Path, ".toast", "expires")));
    }

    [Fact]
    [Trait("Behaviour", "B-322")]
    public async Task B_322_updated_never_goes_back_when_the_clock_does()
    {
        var time = new ManualTime();
        FileBackend backend = await folder.OpenAsync(time);
        RecordKey key = Writes.NewKey();
        SaveResult first = await backend.SaveAsync(Writes.Of(key), default);
        time.Now -= TimeSpan.FromHours(1);
        SaveResult second = await backend.SaveAsync(Writes.Of(key), default);

        Assert.Equal((2, first.Updated, first.Created), (second.Version, second.Updated, second.Created));
    }

    [Fact]
    [Trait("Behaviour", "B-132")]
    public async Task B_132_a_thousand_loads_at_a_time_use_no_thread_of_the_pool_for_waiting()
    {
        FileBackend backend = await folder.OpenAsync();
        RecordKey key = Writes.NewKey();
        await backend.SaveAsync(Writes.Of(key), default);
        string lockFile = Path.Combine(folder.Path, ".toast", "locks");
        Task<SaveResult>[] writes;
        var held = Enumerable.Range(0, 64).Select(i => new FileStream(Path.Combine(lockFile, $"{i:x2}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)).ToList();
        try
        {
            // All of the store's own threads now wait; the pool must not notice.
            writes = [.. Enumerable.Range(0, 1000).Select(_ => backend.SaveAsync(Writes.Of(Writes.NewKey("Other")), default))];
            await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => { }))).WaitAsync(TimeSpan.FromSeconds(20));
            Assert.DoesNotContain(writes, write => write.IsCompleted);
        }
        finally
        {
            held.ForEach(file => file.Dispose());
        }

        Assert.All(await Task.WhenAll(writes), result => Assert.Equal(SaveStatus.Saved, result.Status));
    }

    [Fact]
    [Trait("Behaviour", "B-117")]
    public async Task B_117_pages_from_any_id_are_right_with_and_without_a_remembered_listing()
    {
        FileBackend backend = await folder.OpenAsync();
        var keys = Enumerable.Range(0, 60).Select(_ => Writes.NewKey()).OrderBy(key => key.Id).ToList();
        await backend.SaveManyAsync([.. keys.Select(key => Writes.Of(key))], default);

        for (int start = -1; start < 60; start += 7)
        {
            IReadOnlyList<ListedRecord> page = await backend.ListAsync(new("Order", start < 0 ? null : keys[start].Id, 9), default);
            Assert.Equal(keys.Skip(start + 1).Take(9).Select(key => key.Id), page.Select(item => item.Id));
        }
    }

    public void Dispose() => folder.Dispose();
}
