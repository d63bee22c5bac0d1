using Toast.Sqlite.Tests.Support;

namespace Toast.Sqlite.Tests.Records;

public sealed class CountTests : StoreTest
{
    /// <summary>Makes rows of a class out of one that is there, with ids that are all different.</summary>
    private const string Multiply =
        """
        INSERT INTO records
        WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 250000)
        SELECT class_name, printf('00000000-0000-7000-8000-%012x', n), schema_version, version, created, updated, expires, write_id, data FROM records, numbers
        """;

    [Fact]
    public async Task A_class_that_is_counted_in_several_parts_is_counted_whole()
    {
        SqliteBackend backend = await Folder.OpenAsync();
        await backend.SaveAsync(Request(NewKey()), default);
        Query(Multiply);
        await backend.SaveAsync(Request(NewKey("Later")), default);
        await backend.SaveAsync(Request(NewKey("Earlier")), default);

        RecordCounts counts = await backend.CountAsync(default);

        Assert.Equal([new ClassCount("Earlier", 1), new ClassCount("Later", 1), new ClassCount(ClassName, 250_001)], counts.Classes);
    }

    [Fact]
    public async Task A_count_ends_and_passes_over_keys_that_somebody_made_of_bytes()
    {
        SqliteBackend backend = await Folder.OpenAsync();
        await backend.SaveAsync(Request(NewKey()), default);
        Query("INSERT INTO records SELECT class_name, x'31', schema_version, version, created, updated, expires, write_id, data FROM records");
        Query("INSERT INTO records SELECT x'7a', id, schema_version, version, created, updated, expires, write_id, data FROM records WHERE typeof(id) = 'text'");

        Assert.Equal([new ClassCount(ClassName, 1)], (await backend.CountAsync(default)).Classes);
    }
}
