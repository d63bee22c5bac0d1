using System.Runtime.InteropServices;
using System.Text;

namespace Toast;

/// <summary>
/// Makes the names in a folder durable. On Unix a rename survives a power cut only once its folder was synchronised, and .NET has no way to
/// open a folder, so these three calls go to the C library. Windows logs renames itself.
/// </summary>
internal static class DirectorySync
{
    private const int ReadOnly = 0;
    private const int ErrorInvalid = 22;

    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = OpenFolder(Encoding.UTF8.GetBytes(folder + '\0'), ReadOnly);
        if (descriptor < 0)
        {
            throw Failure(folder, Marshal.GetLastPInvokeError());
        }

        try
        {
            // EINVAL: a file system that cannot synchronise folders (some network ones) has nothing more to offer.
            if (Synchronize(descriptor) != 0 && Marshal.GetLastPInvokeError() is not ErrorInvalid and int error)
            {
                throw Failure(folder, error);
            }
        }
        finally
        {
            _ = CloseFolder(descriptor);
        }
    }

    private static IOException Failure(string folder, int error) => new(
        $"The folder {folder} cannot be made durable (error {error}).", error);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenFolder(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Synchronize(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int CloseFolder(int descriptor);
}
