namespace Toast.Sqlite.Tests.Support;

/// <summary>A small file system in memory, mounted for one test. Needs root on Linux; elsewhere the test is skipped.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    public static async Task<SmallDisk> MountAsync(string parent, string size)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "mounting a small file system is written for Linux");
        string path = System.IO.Path.Combine(parent, "disk");
        Directory.CreateDirectory(path);
        bool mounted = await Machine.TryRunAsync("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", path) is not null;
        Skip.IfNot(mounted, "mounting a small file system needs root");
        return new SmallDisk(path);
    }

    public async Task MakeReadOnlyAsync() => Assert.NotNull(await Machine.TryRunAsync("mount", "-o", "remount,ro", Path));

    public async Task MakeWritableAsync() => Assert.NotNull(await Machine.TryRunAsync("mount", "-o", "remount,rw", Path));

    public async ValueTask DisposeAsync() => await Machine.TryRunAsync("umount", "-l", Path);
}
