using System.Diagnostics;

namespace Toast.Tests.Backends.Files;

/// <summary>
/// Real file systems that are full, read-only or forbidden. They need rights that not every machine gives; then the tests say so and are
/// skipped.
/// </summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<(string Command, string Arguments)> undo = [];

    [SkippableFact]
    [Trait("Behaviour", "B-309")]
    public async Task B_309_a_full_disk_is_storage_full_and_the_earlier_record_stays_whole()
    {
        await MountAsync();
        FileBackend backend = await folder.OpenAsync();
        RecordKey key = Writes.NewKey();
        await backend.SaveAsync(Writes.Of(key, """{"n":1}"""), default);
        string large = "\"" + new string('x', 700_000) + "\"";
        await backend.SaveAsync(Writes.Of(Writes.NewKey(), large), default);

        var error = await Assert.ThrowsAsync<ExternalStorageException>(() => backend.SaveAsync(Writes.Of(key, large), default));
        IReadOnlyList<SaveResult> batch = await backend.SaveManyAsync(
            [Writes.Of(Writes.NewKey(), large), Writes.Of(Writes.NewKey())], default);

        Assert.Equal(ErrorCodes.StorageFull, error.Code);
        Assert.Equal("""{"n":1}""", Writes.Text(await backend.LoadAsync(key, default)));
        Assert.Equal((SaveStatus.Failed, ErrorCodes.StorageFull), (batch[0].Status, batch[0].Error!.Code));
        Assert.Equal(SaveStatus.Saved, batch[1].Status);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(folder.Path, ".toast", "tmp"), "*.tmp"));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-308")]
    public async Task B_308_a_read_only_file_system_is_read_only_and_loads_work()
    {
        await MountAsync();
        FileBackend backend = await folder.OpenAsync();
        RecordKey key = Writes.NewKey();
        await backend.SaveAsync(Writes.Of(key), default);
        Skip.IfNot(await RunAsync("mount", $"-o remount,ro {folder.Path}"), "This machine does not let the test mount read-only.");

        FileBackend again = await folder.OpenAsync();
        var error = await Assert.ThrowsAsync<ExternalStorageException>(() => again.SaveAsync(Writes.Of(key, "{}"), default));

        Assert.Equal(ErrorCodes.ReadOnly, error.Code);
        Assert.Equal("""{"n":1}""", Writes.Text(await again.LoadAsync(key, default)));
        Assert.Single(await again.ListAsync(new("Order", null, 10), default));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-306")]
    public async Task B_306_a_disk_that_is_unmounted_is_store_missing_and_its_mount_point_stays_empty()
    {
        await MountAsync();
        FileBackend backend = await folder.OpenAsync();
        await backend.SaveAsync(Writes.Of(Writes.NewKey()), default);
        Assert.True(await RunAsync("umount", folder.Path));

        var error = await Assert.ThrowsAsync<StorageConnectionException>(() => backend.SaveAsync(Writes.Of(Writes.NewKey()), default));

        Assert.Equal(ErrorCodes.StoreMissing, error.Code);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-307")]
    public async Task B_307_a_folder_without_write_right_is_access_denied_and_loads_work()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no permission bits.");
        FileBackend backend = await folder.OpenAsync();
        RecordKey key = Writes.NewKey();
        await backend.SaveAsync(Writes.Of(key), default);
        string temporary = Path.Combine(folder.Path, ".toast", "tmp");
        if (Environment.IsPrivilegedProcess)
        {
            // Permission bits do not bind root; the immutable flag does.
            Skip.IfNot(await RunAsync("chattr", $"+i {temporary}"), "This file system has no immutable flag, and permission bits do not bind root.");
            undo.Add(("chattr", $"-i {temporary}"));
        }
        else
        {
            Assert.True(await RunAsync("chmod", $"500 {temporary}"));
            undo.Add(("chmod", $"700 {temporary}"));
        }

        var error = await Assert.ThrowsAsync<ExternalStorageException>(() => backend.SaveAsync(Writes.Of(key, "{}"), default));

        Assert.Equal(ErrorCodes.AccessDenied, error.Code);
        Assert.Contains("lacks the right", error.Message, StringComparison.Ordinal);
        Assert.Equal("""{"n":1}""", Writes.Text(await backend.LoadAsync(key, default)));
    }

    public void Dispose()
    {
        foreach ((string command, string arguments) in undo)
        {
            using Process? process = Start(command, arguments);
            process?.WaitForExit();
        }

        folder.Dispose();
    }

    private static Process? Start(string command, string arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true, RedirectStandardOutput = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static async Task<bool> RunAsync(string command, string arguments)
    {
        using Process? process = Start(command, arguments);
        if (process is null)
        {
            return false;
        }

        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }

    private async Task MountAsync()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Small file systems are mounted on Linux only.");
        Directory.CreateDirectory(folder.Path);
        Skip.IfNot(
            await RunAsync("mount", $"-t tmpfs -o size=1m tmpfs {folder.Path}"), "This machine does not let the test mount a file system.");
        undo.Add(("umount", folder.Path));
    }
}
