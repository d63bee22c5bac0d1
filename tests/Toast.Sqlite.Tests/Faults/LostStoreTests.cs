using Toast.Sqlite.Tests.Support;

namespace Toast.Sqlite.Tests.Faults;

[Trait("Behaviour", "B-306")]
public sealed class LostStoreTests : StoreTest
{
    [Fact]
    public async Task B_306_without_creation_a_missing_file_is_not_made()
    {
        var backend = new SqliteBackend(TempFolder.UrlOf(Folder.File, "?create=false"));
        await MissingAsync(() => backend.ConnectAsync(default));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Folder.Path));
    }

    [Fact]
    public async Task B_306_without_creation_a_missing_table_is_not_made()
    {
        await File.WriteAllBytesAsync(Folder.File, []);
        var backend = new SqliteBackend(TempFolder.UrlOf(Folder.File, "?create=false"));
        await MissingAsync(() => backend.ConnectAsync(default));
        Assert.Equal(0L, Query("SELECT count(*) FROM sqlite_master"));
    }

    [SkippableFact]
    public async Task B_306_nothing_is_written_to_a_removed_file_and_a_restored_one_is_used()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows does not remove an open file");
        RecordKey key = NewKey();
        SqliteBackend backend = await Folder.OpenAsync();
        await backend.SaveAsync(Request(key), default);
        await Folder.CloseAllAsync();
        string aside = Folder.File + ".aside";
        backend = await Folder.OpenAsync("?create=false");
        Assert.NotNull(await backend.LoadAsync(key, default));
        foreach (string file in Directory.GetFiles(Folder.Path, "toast.db*"))
        {
            File.Move(file, file + ".aside");
        }

        await MissingAsync(() => backend.SaveAsync(Request(key), default));
        await MissingAsync(() => backend.SaveAsync(Request(key), default));
        await MissingAsync(() => backend.LoadAsync(key, default));
        await MissingAsync(() => backend.ProbeAsync(default));
        Assert.All(Directory.GetFiles(Folder.Path), file => Assert.EndsWith(".aside", file, StringComparison.Ordinal));
        File.Move(aside, Folder.File);
        Assert.Equal(1, (await backend.LoadAsync(key, default))?.Version);
        Assert.Equal(2, (await backend.SaveAsync(Request(key), default)).Version);
    }

    [SkippableFact]
    public async Task B_306_with_creation_the_loss_is_told_once_and_then_a_new_file_is_made()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows does not remove an open file");
        SqliteBackend backend = await Folder.OpenAsync();
        RecordKey key = NewKey();
        await backend.SaveAsync(Request(key), default);
        foreach (string file in Directory.GetFiles(Folder.Path))
        {
            File.Delete(file);
        }

        await MissingAsync(() => backend.SaveAsync(Request(key), default));
        Assert.Equal(1, (await backend.SaveAsync(Request(key), default)).Version);
        Assert.Equal(1L, Query("SELECT count(*) FROM records"));
    }

    [Theory]
    [InlineData("?create=false", false)]
    [InlineData("", true)]
    public async Task B_306_a_dropped_table_is_told_and_made_again_where_that_is_allowed(string options, bool isMadeAgain)
    {
        await Folder.OpenAsync();
        await Folder.CloseAllAsync();
        SqliteBackend backend = await Folder.OpenAsync(options);
        RecordKey key = NewKey();
        await backend.SaveAsync(Request(key), default);
        Query("DROP TABLE records");
        await MissingAsync(() => backend.SaveAsync(Request(key), default));
        Task again = backend.SaveAsync(Request(key), default);
        if (isMadeAgain)
        {
            await again;
        }
        else
        {
            await MissingAsync(() => again);
        }
    }

    private static async Task MissingAsync(Func<Task> operation)
    {
        var failure = await Assert.ThrowsAsync<StorageConnectionException>(operation);
        Assert.Equal(ErrorCodes.StoreMissing, failure.Code);
    }
}
