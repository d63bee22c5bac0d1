using System.Diagnostics;
using System.Text;
using Toast.Sqlite.Tests.Support;

namespace Toast.Sqlite.Tests.Processes;

public sealed class SeveralProcessesTests : StoreTest
{
    [Fact]
    [Trait("Behaviour", "B-328")]
    public async Task B_328_two_processes_that_write_1000_records_each_on_a_new_file_lose_none()
    {
        using Process one = WriterProcess.StartWriting(Folder.File, ClassName, 1_000);
        using Process other = WriterProcess.StartWriting(Folder.File, ClassName, 1_000);
        HashSet<Guid> acknowledged = [.. await ReadIdsAsync(one), .. await ReadIdsAsync(other)];
        Assert.Equal((0, 0, 2_000), (one.ExitCode, other.ExitCode, acknowledged.Count));
        SqliteBackend backend = await Folder.OpenAsync("?create=false");
        IReadOnlyList<ListedRecord> stored = await backend.ListAsync(new ListRequest(ClassName, null, 3_000), default);
        Assert.Equal(acknowledged, stored.Select(record => record.Id).ToHashSet());
    }

    [Fact]
    [Trait("Behaviour", "B-114")]
    public async Task B_114_increments_from_two_processes_are_all_counted()
    {
        SqliteBackend backend = await Folder.OpenAsync();
        RecordKey key = NewKey();
        await backend.SaveAsync(Request(key, "0"), default);
        using Process one = WriterProcess.StartIncrementing(Folder.File, key, 500);
        using Process other = WriterProcess.StartIncrementing(Folder.File, key, 500);
        await Task.WhenAll(one.WaitForExitAsync(), other.WaitForExitAsync());
        Assert.Equal((0, 0), (one.ExitCode, other.ExitCode));
        StoredRecord? record = await backend.LoadAsync(key, default);
        Assert.Equal((1_001L, "1000"), (record?.Version, Text(record)));
    }

    [Fact]
    [Trait("Behaviour", "B-312")]
    public async Task B_312_a_process_killed_while_it_writes_loses_no_acknowledged_record()
    {
        for (int round = 1; round <= 3; round++)
        {
            using Process writer = WriterProcess.StartWriting(Folder.File, ClassName, int.MaxValue);
            var acknowledged = new List<Guid>();
            while (acknowledged.Count < 200 * round && await writer.StandardOutput.ReadLineAsync() is { } line)
            {
                acknowledged.Add(Guid.Parse(line));
            }

            writer.Kill();
            string[] rest = (await writer.StandardOutput.ReadToEndAsync()).Split('\n');
            await writer.WaitForExitAsync();
            acknowledged.AddRange(rest[..^1].Select(Guid.Parse));

            SqliteBackend backend = await Folder.OpenAsync();
            IReadOnlyList<StoredRecord?> records =
                await backend.LoadManyAsync([.. acknowledged.Select(id => new RecordKey(ClassName, id))], default);
            Assert.All(records, record => Assert.Equal("1", Encoding.UTF8.GetString(record!.Data.Span)));
            Assert.Equal("ok", Query("PRAGMA integrity_check"));
            await Folder.CloseAllAsync();
            Assert.Equal([Folder.File], Directory.GetFiles(Folder.Path));
        }
    }

    private static async Task<IEnumerable<Guid>> ReadIdsAsync(Process process)
    {
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse);
    }
}
