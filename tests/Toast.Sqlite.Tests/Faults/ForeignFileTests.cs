using System.Text;
using Toast.Sqlite.Tests.Support;

namespace Toast.Sqlite.Tests.Faults;

public sealed class ForeignFileTests : StoreTest
{
    [Theory]
    [InlineData("CREATE TABLE records (id INTEGER PRIMARY KEY, data BLOB)")]
    [InlineData("CREATE TABLE users (name TEXT)")]
    [InlineData("PRAGMA application_id = 7")]
    [InlineData("PRAGMA application_id = 1416590196; PRAGMA user_version = 2")]
    [InlineData("PRAGMA application_id = 1416590196; PRAGMA user_version = 1; CREATE TABLE records (id TEXT)")]
    [Trait("Behaviour", "B-317")]
    public async Task B_317_a_file_of_another_shape_is_refused_and_left_as_it_is(string sql)
    {
        Query(sql);
        byte[] before = await File.ReadAllBytesAsync(Folder.File);
        var backend = new SqliteBackend(TempFolder.UrlOf(Folder.File));
        var failure = await Assert.ThrowsAsync<StorageValidationException>(() => backend.ConnectAsync(default));
        Assert.Equal(ErrorCodes.StoreIncompatible, failure.Code);
        Assert.Equal(before, await File.ReadAllBytesAsync(Folder.File));
    }

    [Fact]
    [Trait("Behaviour", "B-317")]
    public async Task B_317_a_file_that_is_no_database_is_refused_and_left_as_it_is()
    {
        byte[] before = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Dear diary, ", 1000)));
        await File.WriteAllBytesAsync(Folder.File, before);
        var backend = new SqliteBackend(TempFolder.UrlOf(Folder.File));
        var failure = await Assert.ThrowsAsync<StorageValidationException>(() => backend.ConnectAsync(default));
        Assert.Equal(ErrorCodes.StoreIncompatible, failure.Code);
        Assert.Equal(before, await File.ReadAllBytesAsync(Folder.File));
    }

    [Theory]
    [InlineData("version = 'seven'", "version")]
    [InlineData("version = 0", "version")]
    [InlineData("schema_version = 99999999999", "schema_version")]
    [InlineData("created = 9223372036854775807", "created")]
    [InlineData("expires = x'00'", "expires")]
    [InlineData("write_id = x'00'", "write_id")]
    [InlineData("data = 1.5, write_id = 'no'", "write_id")]
    [Trait("Behaviour", "B-327")]
    public async Task B_327_a_column_of_another_kind_is_a_corrupt_record_and_others_work(string change, string column)
    {
        SqliteBackend backend = await Folder.OpenAsync();
        RecordKey key = NewKey();
        RecordKey other = NewKey();
        await backend.SaveManyAsync([Request(key), Request(other)], default);
        Query($"UPDATE records SET {change} WHERE id = '{key.Id:D}'");

        var failure = await Assert.ThrowsAsync<StorageValidationException>(() => backend.LoadAsync(key, default));
        Assert.Equal((ErrorCodes.CorruptRecord, ClassName, key.Id), (failure.Code, failure.ClassName, failure.Id));
        Assert.Contains($"its column {column} does not hold", failure.Message, StringComparison.Ordinal);
        IReadOnlyList<StoredRecord?> both = await backend.LoadManyAsync([key, other], default);
        Assert.True(both[0]!.Data.IsEmpty);
        Assert.Equal("""{"total":1}""", Text(both[1]));
        IReadOnlyList<SaveResult> saves = await backend.SaveManyAsync([Request(key), Request(other)], default);
        Assert.Equal((SaveStatus.Failed, ErrorCodes.CorruptRecord, 2L), (saves[0].Status, saves[0].Error?.Code, saves[1].Version));

        Assert.Equal(SaveStatus.Saved, (await backend.DeleteAsync(new DeleteRequest(key, SaveCondition.Any), default)).Status);
        Assert.Equal(1, (await backend.SaveAsync(Request(key), default)).Version);
    }

    [Theory]
    [InlineData("''", "")]
    [InlineData("'{\"tot'", "{\"tot")]
    [InlineData("x'7B7D'", "{}")]
    [Trait("Behaviour", "B-327")]
    public async Task B_327_data_that_somebody_edited_is_passed_on_as_it_is(string value, string expected)
    {
        SqliteBackend backend = await Folder.OpenAsync();
        RecordKey key = NewKey();
        await backend.SaveAsync(Request(key), default);
        Query($"UPDATE records SET data = {value}");
        Assert.Equal(expected, Text(await backend.LoadAsync(key, default)));
    }

    [Fact]
    public async Task A_listing_passes_over_ids_that_no_reference_can_name()
    {
        SqliteBackend backend = await Folder.OpenAsync();
        RecordKey key = NewKey();
        await backend.SaveAsync(Request(key), default);
        Query("INSERT INTO records SELECT class_name, 'x', schema_version, version, created, updated, expires, write_id, data FROM records");
        Assert.Equal([key.Id], (await backend.ListAsync(new ListRequest(ClassName, null, 10), default)).Select(record => record.Id));
    }

    [Fact]
    [Trait("Behaviour", "B-327")]
    public async Task B_327_a_truncated_file_is_told_as_damaged()
    {
        SqliteBackend backend = await Folder.OpenAsync();
        RecordKey[] keys = [.. Enumerable.Range(0, 500).Select(_ => NewKey())];
        await backend.SaveManyAsync([.. keys.Select(key => Request(key, $"\"{new string('x', 500)}\""))], default);
        await Folder.CloseAllAsync();
        using (FileStream file = File.OpenWrite(Folder.File))
        {
            file.SetLength(file.Length / 8);
        }

        var failure = await Assert.ThrowsAsync<StorageValidationException>(async () =>
        {
            backend = await Folder.OpenAsync();
            await backend.LoadManyAsync(keys, default);
        });
        Assert.Equal(ErrorCodes.CorruptRecord, failure.Code);
        Assert.Contains("is damaged", failure.Message, StringComparison.Ordinal);
    }
}
