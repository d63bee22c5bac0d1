using System.Runtime.Versioning;
using System.Text.Json;
using Toast.Sqlite.Tests.Support;

namespace Toast.Sqlite.Tests;

public sealed class TableTests : StoreTest
{
    [Fact]
    public async Task The_journal_is_a_write_ahead_log_and_every_commit_is_synced()
    {
        SqliteBackend backend = await Folder.OpenAsync();
        await backend.SaveAsync(Request(NewKey()), default);
        Assert.Equal("wal", Query("PRAGMA journal_mode"));
        Assert.Equal(RecordTable.ApplicationId, Query("PRAGMA application_id"));
        Assert.Equal(RecordTable.FormatVersion, Query("PRAGMA user_version"));
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("?synchronous=full", 2)]
    [InlineData("?synchronous=normal", 1)]
    public void The_synchronous_level_is_what_the_url_says(string options, long level)
    {
        SqliteSettings settings = SqliteSettings.Read(TempFolder.UrlOf(Folder.File, options));
        var file = new StoreFile(settings.Path);
        var opener = new StoreOpener(settings, file, new BusyWait(TimeSpan.Zero), new Failures(StorageUrl.Parse("sqlite:///x"), file));
        (Database database, bool isImmutable) = opener.Open(new Patience());
        using (database)
        {
            Assert.False(isImmutable);
            Assert.Equal(level, database.ReadNumber("PRAGMA synchronous"));
        }
    }

    [Fact]
    public async Task A_record_is_readable_with_any_sqlite_client()
    {
        SqliteBackend backend = await Folder.OpenAsync();
        var key = new RecordKey(ClassName, Guid.Parse("550E8400-E29B-41D4-A716-446655440000"));
        await backend.SaveAsync(Request(key, """{"name":"Zoë \u0000 😀","n":[1,2]}"""), default);
        const string where = " FROM records WHERE class_name = 'Order' AND id = '550e8400-e29b-41d4-a716-446655440000'";
        Assert.Equal("text", Query("SELECT typeof(data)" + where));
        Assert.Equal("Zoë \0 😀", JsonDocument.Parse((string)Query("SELECT data" + where)!).RootElement.GetProperty("name").GetString());
        Assert.Equal(2L, Query("SELECT json_extract(data, '$.n[1]')" + where));
        Assert.Equal(1L, Query("SELECT version" + where));
        Assert.Equal("text integer null blob", Query("SELECT typeof(id)||' '||typeof(created)||' '||typeof(expires)||' '||typeof(write_id)" + where));
    }

    [SkippableFact]
    public async Task The_sqlite3_shell_reads_a_record_while_the_store_is_open()
    {
        SqliteBackend backend = await Folder.OpenAsync();
        await backend.SaveAsync(Request(NewKey(), """{"total":42}"""), default);
        string? output = await Machine.TryRunAsync("sqlite3", Folder.File, "SELECT class_name, json_extract(data, '$.total') FROM records");
        Skip.If(output is null, "the sqlite3 shell is not installed");
        Assert.Equal("Order|42", output.Trim());
    }

    [Fact]
    [Trait("Behaviour", "B-202")]
    public async Task B_202_the_bytes_come_back_as_they_were()
    {
        SqliteBackend backend = await Folder.OpenAsync();
        RecordKey key = NewKey("A`1[B,C+D]");
        string json = "{ \"zero\":\"\\u0000\", \"é\":\"\u0301\u200f\", \"big\":1e400 }";
        await backend.SaveAsync(Request(key, json), default);
        Assert.Equal(json, Text(await backend.LoadAsync(key, default)));
    }

    [Fact]
    public async Task Sixteen_mebibytes_come_back_whole()
    {
        SqliteBackend backend = await Folder.OpenAsync();
        RecordKey key = NewKey();
        string json = "\"" + new string('x', 16_777_214) + "\"";
        await backend.SaveAsync(Request(key, json), default);
        Assert.Equal(json, Text(await backend.LoadAsync(key, default)));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-414")]
    [UnsupportedOSPlatform("windows")]
    public async Task B_414_only_the_owner_can_read_the_files_and_new_folders()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no permission bits");
        string folder = Path.Combine(Folder.Path, "deep", "er");
        SqliteBackend backend = await Folder.OpenAsync(file: Path.Combine(folder, "toast.db"));
        await backend.SaveAsync(Request(NewKey()), default);
        const UnixFileMode file = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(file | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        string[] files = Directory.GetFiles(folder);
        Assert.Contains(files, name => name.EndsWith("-wal", StringComparison.Ordinal));
        Assert.All(files, name => Assert.Equal(file, File.GetUnixFileMode(name)));
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("-wal")]
    [Trait("Behaviour", "B-414")]
    public async Task B_414_a_link_in_place_of_a_file_is_not_followed(string suffix)
    {
        Skip.If(OperatingSystem.IsWindows(), "links need a privilege on Windows");
        string target = Path.Combine(Folder.Path, "elsewhere");
        File.CreateSymbolicLink(Folder.File + suffix, target);
        var backend = new SqliteBackend(TempFolder.UrlOf(Folder.File));
        var failure = await Assert.ThrowsAsync<ExternalStorageException>(() => backend.ConnectAsync(default));
        Assert.Equal(ErrorCodes.AccessDenied, failure.Code);
        Assert.False(File.Exists(target));
    }

    [Fact]
    public async Task Disconnecting_leaves_one_file()
    {
        SqliteBackend backend = await Folder.OpenAsync();
        RecordKey key = NewKey();
        await backend.SaveAsync(Request(key), default);
        await backend.LoadAsync(key, default);
        await Folder.CloseAllAsync();
        Assert.Equal([Folder.File], Directory.GetFiles(Folder.Path));
        backend = await Folder.OpenAsync("?create=false");
        Assert.NotNull(await backend.LoadAsync(key, default));
    }

    private sealed class Patience : ICancellable
    {
        public bool IsCancelled => false;

        public void WaitsForLock()
        {
        }
    }
}
