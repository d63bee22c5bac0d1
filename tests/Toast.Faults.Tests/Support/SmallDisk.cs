using System.ComponentModel;
using System.Diagnostics;

namespace Toast.Faults.Tests.Support;

/// <summary>A file system of 2 MiB in memory, mounted for one test. Where this machine does not let a test mount one, the test is skipped and says so.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "toast-disk-" + Guid.NewGuid().ToString("N"));

    public SmallDisk()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Small file systems are mounted on Linux only.");
        Directory.CreateDirectory(folder);
        if (!Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder))
        {
            Directory.Delete(folder);
            Skip.If(true, "This machine does not let a test mount a file system.");
        }
    }

    public string Folder => folder;

    private string Ballast => Path.Combine(folder, "ballast");

    /// <summary>Writes until nothing more fits.</summary>
    public void Fill()
    {
        using FileStream file = new(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // Full, which is the point.
        }
    }

    public void MakeRoom() => File.Delete(Ballast);

    public bool TryMakeReadOnly() => Run("mount", "-o", "remount,ro", folder);

    public bool TryMakeWritable() => Run("mount", "-o", "remount,rw", folder);

    public void Dispose()
    {
        Run("umount", "-l", folder);
        Directory.Delete(folder, recursive: true);
    }

    private static bool Run(string command, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
