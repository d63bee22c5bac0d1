namespace Toast;

/// <summary>Turns failures of the file system into codes. Decided by type and number, never by text.</summary>
internal static class FileErrors
{
    // errno on Linux, then on macOS where it differs; HRESULT on Windows.
    private const int NoEntry = 2;
    private const int TryAgain = 11;
    private const int TryAgainMac = 35;
    private const int TooManyFilesOfSystem = 23;
    private const int TooManyFiles = 24;
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int QuotaExceeded = 122;
    private const int QuotaExceededMac = 69;
    private const int WindowsWriteProtect = unchecked((int)0x80070013);
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int WindowsLockViolation = unchecked((int)0x80070021);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsFileExists = unchecked((int)0x80070050);
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int FileExists = 17;

    public static bool IsHeldByAnother(IOException e) =>
        OperatingSystem.IsWindows()
            ? e.HResult is WindowsSharingViolation or WindowsLockViolation
            : e.HResult == (OperatingSystem.IsLinux() ? TryAgain : TryAgainMac);

    public static bool IsAlreadyThere(IOException e) => e.HResult == (OperatingSystem.IsWindows() ? WindowsFileExists : FileExists);

    public static bool IsMissing(Exception e) => e is FileNotFoundException or DirectoryNotFoundException;

    public static bool IsFileError(Exception e) => e is IOException or UnauthorizedAccessException;

    /// <summary>The failure of an operation on the store.</summary>
    /// <param name="url">The store.</param>
    /// <param name="key">The record, where one is concerned.</param>
    /// <param name="cause">What the file system said; kept as inner exception.</param>
    public static ExternalStorageException Translate(StorageUrl url, RecordKey? key, Exception cause)
    {
        (string code, string why) = Classify(cause);
        string what = key is { } record ? $"Record {record} in {url}" : $"The store {url}";
        string message = $"{what} cannot be used: {why}";
        return code is ErrorCodes.StoreMissing or ErrorCodes.Busy
            ? new StorageConnectionException(code, message, cause) { Store = url.ToString(), ClassName = key?.ClassName, Id = key?.Id }
            : new ExternalStorageException(code, message, cause) { Store = url.ToString(), ClassName = key?.ClassName, Id = key?.Id };
    }

    public static StorageConnectionException Missing(StorageUrl url) => new(
        ErrorCodes.StoreMissing,
        $"The store {url} cannot be used: its folder is gone or is not the one that was connected. "
        + "Mount or restore it; it is not made anew while in use.")
    {
        Store = url.ToString(),
    };

    public static StorageValidationException Incompatible(StorageUrl url, string problem) => new(
        ErrorCodes.StoreIncompatible, $"The store {url} cannot be used: {problem}. Nothing was changed. Use another folder.")
    {
        Store = url.ToString(),
    };

    public static StorageValidationException Corrupt(StorageUrl url, RecordKey key, string problem) => new(
        ErrorCodes.CorruptRecord,
        $"Record {key} in {url} cannot be read: its file {problem}. Restore it from a backup, or delete it and dump it again.")
    {
        Store = url.ToString(),
        ClassName = key.ClassName,
        Id = key.Id,
    };

    private static (string Code, string Why) Classify(Exception cause)
    {
        if (cause is UnauthorizedAccessException)
        {
            return (
                ErrorCodes.AccessDenied, "the user of this process lacks the right to read or write there. Give it that right on the folder.");
        }

        if (IsMissing(cause) || (!OperatingSystem.IsWindows() && cause.HResult == NoEntry))
        {
            return (ErrorCodes.StoreMissing, "its folder is gone. Mount or restore it; it is not made anew while in use.");
        }

        return cause.HResult switch
        {
            NoSpace or WindowsDiskFull or WindowsHandleDiskFull => (ErrorCodes.StorageFull, "the disk is full. Free some space."),
            QuotaExceeded or QuotaExceededMac => (ErrorCodes.StorageFull, "the disk quota is used up. Free some space or raise the quota."),
            ReadOnlyFileSystem or WindowsWriteProtect => (ErrorCodes.ReadOnly, "the file system is read-only. Mount it for writing."),
            TooManyFiles or TooManyFilesOfSystem =>
                (ErrorCodes.Busy, "too many files are open. Try again, or raise the limit of open files."),
            WindowsSharingViolation or WindowsLockViolation => (ErrorCodes.Busy, "another program holds its file. Try again."),
            int number => (
                ErrorCodes.StorageFailed,
                $"the file system failed ({cause.GetType().Name} {number:x}). See the inner exception and the system log."),
        };
    }
}
