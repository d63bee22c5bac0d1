using System.Text;

namespace Toast.Tests.Backends.Files;

public sealed class FileFaultTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, string> BrokenFiles => new()
    {
        { "empty", "" },
        { "not JSON", "hello" },
        { "not an object", "[1]" },
        { "cut off", "<half>" },
        { "without data", """{"class_name":"Order","id":"<id>","schema_version":1,"version":1,"created":"2030-01-01T00:00:00Z","updated":"2030-01-01T00:00:00Z"}""" },
        { "of another record", """{"class_name":"Other","id":"<id>","schema_version":1,"version":1,"created":"2030-01-01T00:00:00Z","updated":"2030-01-01T00:00:00Z","data":{}}""" },
        { "version twice", """{"class_name":"Order","id":"<id>","version":1,"version":2,"created":"2030-01-01T00:00:00Z","updated":"2030-01-01T00:00:00Z","data":{}}""" },
        { "wrong kind", """{"class_name":7,"id":"<id>","version":1,"created":"2030-01-01T00:00:00Z","updated":"2030-01-01T00:00:00Z","data":{}}""" },
        { "text behind the end", """{"class_name":"Order","id":"<id>","version":1,"created":"2030-01-01T00:00:00Z","updated":"2030-01-01T00:00:00Z","data":{}} x""" },
    };

    [Theory]
    [Trait("Behaviour", "B-327")]
    [MemberData(nameof(BrokenFiles))]
    public async Task B_327_a_broken_file_is_corrupt_record_and_can_be_deleted_and_made_again(string what, string content)
    {
        FileBackend backend = await folder.OpenAsync();
        RecordKey key = Writes.NewKey(), other = Writes.NewKey();
        await backend.SaveAsync(Writes.Of(key), default);
        await backend.SaveAsync(Writes.Of(other, """{"n":2}"""), default);
        string file = folder.FileOf(key);
        string whole = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(
            file, content == "<half>" ? whole[..(whole.Length / 2)] : content.Replace("<id>", key.Id.ToString()), new UTF8Encoding(false));

        var error = await Assert.ThrowsAsync<StorageValidationException>(() => backend.LoadAsync(key, default));
        var onSave = await Assert.ThrowsAsync<StorageValidationException>(() => backend.SaveAsync(Writes.Of(key), default));

        Assert.Equal(ErrorCodes.CorruptRecord, error.Code);
        Assert.Equal(("Order", key.Id, folder.Url.ToString()), (error.ClassName, error.Id!.Value, error.Store));
        Assert.Equal(ErrorCodes.CorruptRecord, onSave.Code);
        Assert.Equal("""{"n":2}""", Writes.Text(await backend.LoadAsync(other, default)));
        Assert.Equal(SaveStatus.Saved, (await backend.DeleteAsync(new(key, SaveCondition.Any), default)).Status);
        Assert.Equal(SaveStatus.Saved, (await backend.SaveAsync(Writes.Of(key, condition: SaveCondition.Missing), default)).Status);
        Assert.Equal("""{"n":1}""", Writes.Text(await backend.LoadAsync(key, default)));
        Assert.NotEmpty(what);
    }

    [Fact]
    [Trait("Behaviour", "B-306")]
    public async Task B_306_a_folder_that_vanished_is_store_missing_and_not_made_anew()
    {
        FileBackend backend = await folder.OpenAsync();
        RecordKey key = Writes.NewKey();
        await backend.SaveAsync(Writes.Of(key), default);
        Directory.Delete(folder.Path, recursive: true);

        Func<Task>[] calls =
        [
            () => backend.LoadAsync(key, default),
            () => backend.SaveAsync(Writes.Of(key), default),
            () => backend.SaveManyAsync([Writes.Of(key), Writes.Of(Writes.NewKey())], default),
            () => backend.DeleteAsync(new(key, SaveCondition.Any), default),
            () => backend.ListAsync(new("Order", null, 10), default),
            () => backend.ProbeAsync(default),
            () => backend.ConnectAsync(default),
        ];
        foreach (Func<Task> call in calls)
        {
            Assert.Equal(ErrorCodes.StoreMissing, (await Assert.ThrowsAsync<StorageConnectionException>(call)).Code);
        }

        Assert.False(Directory.Exists(folder.Path));
    }

    [Fact]
    [Trait("Behaviour", "B-317")]
    public async Task B_317_a_folder_of_another_format_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, ".toast"));
        string marker = Path.Combine(folder.Path, ".toast", "store.json");
        await File.WriteAllTextAsync(marker, """{"format":99}""");

        var error = await Assert.ThrowsAsync<StorageValidationException>(() => folder.OpenAsync());

        Assert.Equal(ErrorCodes.StoreIncompatible, error.Code);
        Assert.Equal("""{"format":99}""", await File.ReadAllTextAsync(marker));
    }

    [Fact]
    [Trait("Behaviour", "B-312")]
    public async Task B_312_leftovers_of_a_crash_are_ignored_and_removed_at_the_next_connect()
    {
        FileBackend backend = await folder.OpenAsync();
        var key = new RecordKey("Order", new Guid("00000000-0000-7000-8000-000000000005"));
        await backend.SaveAsync(Writes.Of(key), default);
        string leftover = Path.Combine(folder.Path, ".toast", "tmp", "05-0.tmp");
        await File.WriteAllTextAsync(leftover, """{"class_name":"Order","id":""");

        // The same stripe writes over it, also before anybody cleaned up.
        await backend.SaveAsync(Writes.Of(key, """{"n":2}"""), default);
        Assert.Equal("""{"n":2}""", Writes.Text(await backend.LoadAsync(key, default)));

        await File.WriteAllTextAsync(leftover, "half");
        await folder.OpenAsync();
        Assert.False(File.Exists(leftover));
        Assert.Single(await backend.ListAsync(new("Order", null, 10), default));
    }

    [Fact]
    [Trait("Behaviour", "B-312")]
    public async Task B_312_a_file_being_written_by_another_process_is_not_taken_for_a_leftover()
    {
        await folder.OpenAsync();
        string working = Path.Combine(folder.Path, ".toast", "tmp", "07-0.tmp");
        await File.WriteAllTextAsync(working, "half");
        using (new FileStream(
            Path.Combine(folder.Path, ".toast", "locks", "07.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            await folder.OpenAsync();
        }

        Assert.True(File.Exists(working));
    }

    [Fact]
    [Trait("Behaviour", "B-323")]
    public async Task B_323_a_write_that_waits_for_a_lock_of_another_process_can_be_cancelled()
    {
        FileBackend backend = await folder.OpenAsync();
        var key = new RecordKey("Order", new Guid("00000000-0000-7000-8000-000000000005"));
        using var cancel = new CancellationTokenSource();
        Task<SaveResult> waiting;
        using (new FileStream(
            Path.Combine(folder.Path, ".toast", "locks", "05.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            waiting = backend.SaveAsync(Writes.Of(key), cancel.Token);
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }

        Assert.Null(await backend.LoadAsync(key, default));
        Assert.Equal(1, (await backend.SaveAsync(Writes.Of(key), default)).Version);
    }

    public void Dispose() => folder.Dispose();
}
