using Toast.Sqlite.Tests.Support;

namespace Toast.Sqlite.Tests.Faults;

public sealed class DiskTests : StoreTest
{
    [SkippableFact]
    [Trait("Behaviour", "B-309")]
    public async Task B_309_a_full_disk_keeps_the_earlier_record_and_works_again_with_space()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync(Folder.Path, "4m");
        SqliteBackend backend = await Folder.OpenAsync(file: Path.Combine(disk.Path, "toast.db"));
        RecordKey key = NewKey();
        await backend.SaveAsync(Request(key, "\"before\""), default);
        string filler = Path.Combine(disk.Path, "filler");
        await using (FileStream file = File.Create(filler))
        {
            await Assert.ThrowsAsync<IOException>(async () => await file.WriteAsync(new byte[8 << 20]));
        }

        SaveRequest large = Request(key, $"\"{new string('x', 1 << 20)}\"");
        var failure = await Assert.ThrowsAsync<ExternalStorageException>(() => backend.SaveAsync(large, default));
        Assert.Equal(ErrorCodes.StorageFull, failure.Code);
        Assert.Equal("\"before\"", Text(await backend.LoadAsync(key, default)));
        File.Delete(filler);
        Assert.Equal(2, (await backend.SaveAsync(large, default)).Version);
        await Folder.CloseAllAsync();
    }

    [SkippableFact]
    [Trait("Behaviour", "B-309")]
    public async Task B_309_a_store_that_finds_no_space_for_its_file_says_so()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync(Folder.Path, "1m");
        await using (FileStream file = File.Create(Path.Combine(disk.Path, "filler")))
        {
            await Assert.ThrowsAsync<IOException>(async () => await file.WriteAsync(new byte[8 << 20]));
        }

        var backend = new SqliteBackend(TempFolder.UrlOf(Path.Combine(disk.Path, "toast.db")));
        var failure = await Assert.ThrowsAsync<ExternalStorageException>(() => backend.ConnectAsync(default));
        Assert.Equal(ErrorCodes.StorageFull, failure.Code);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-308")]
    public async Task B_308_on_a_read_only_file_system_loads_work_and_saves_are_refused_until_it_is_writable()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync(Folder.Path, "4m");
        string path = Path.Combine(disk.Path, "toast.db");
        RecordKey key = NewKey();
        SqliteBackend backend = await Folder.OpenAsync(file: path);
        await backend.SaveAsync(Request(key), default);
        await Folder.CloseAllAsync();
        await disk.MakeReadOnlyAsync();

        backend = await Folder.OpenAsync(file: path);
        Assert.Equal(1, (await backend.LoadAsync(key, default))?.Version);
        Assert.Single(await backend.ListAsync(new ListRequest(ClassName, null, 10), default));
        await backend.ProbeAsync(default);
        var failure = await Assert.ThrowsAsync<ExternalStorageException>(() => backend.SaveAsync(Request(key), default));
        Assert.Equal(ErrorCodes.ReadOnly, failure.Code);
        failure = await Assert.ThrowsAsync<ExternalStorageException>(() => backend.DeleteAsync(new DeleteRequest(key, SaveCondition.Any), default));
        Assert.Equal(ErrorCodes.ReadOnly, failure.Code);

        await disk.MakeWritableAsync();
        Assert.Equal(2, (await backend.SaveAsync(Request(key), default)).Version);
        Assert.Equal(2, (await backend.LoadAsync(key, default))?.Version);
        await Folder.CloseAllAsync();
    }

    [SkippableFact]
    [Trait("Behaviour", "B-308")]
    public async Task B_308_a_missing_store_on_a_read_only_file_system_is_told_as_read_only()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync(Folder.Path, "1m");
        await disk.MakeReadOnlyAsync();
        var backend = new SqliteBackend(TempFolder.UrlOf(Path.Combine(disk.Path, "new", "toast.db")));
        var failure = await Assert.ThrowsAsync<ExternalStorageException>(() => backend.ConnectAsync(default));
        Assert.Equal(ErrorCodes.ReadOnly, failure.Code);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-307")]
    public async Task B_307_a_folder_that_refuses_new_files_is_access_denied()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "written for Linux");
        bool locked = await Machine.TryRunAsync("chattr", "+i", Folder.Path) is not null;
        Skip.IfNot(locked, "making a folder immutable needs root and a file system that knows it");
        try
        {
            var backend = new SqliteBackend(TempFolder.UrlOf(Folder.File));
            var failure = await Assert.ThrowsAsync<ExternalStorageException>(() => backend.ConnectAsync(default));
            Assert.Equal(ErrorCodes.AccessDenied, failure.Code);
        }
        finally
        {
            await Machine.TryRunAsync("chattr", "-i", Folder.Path);
        }
    }
}
