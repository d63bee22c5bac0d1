using SQLitePCL;

namespace Toast.Sqlite;

/// <summary>Turns what SQLite and the file system answer into Toast's exceptions, by result code and never by text.</summary>
internal sealed class Failures(StorageUrl url, StoreFile file)
{
    private const int ErrnoReadOnlyFileSystem = 30;
    private const int ErrnoNoSpace = 28;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsWriteProtected = unchecked((int)0x80070013);
    private const long NearlyFullBytes = 1 << 20;

    private readonly string store = url.ToString();

    public StorageConnectionException Missing(Exception? cause = null) => new(
        ErrorCodes.StoreMissing,
        $"The store {store} is missing: its file or table does not exist. Restore the file, or create it by leaving out create=false.",
        cause)
    {
        Store = store,
    };

    public StorageValidationException Incompatible(string problem, string remedy, Exception? cause = null) => new(
        ErrorCodes.StoreIncompatible, $"The store {store} cannot be used and was left as it is: {problem}. To fix it, {remedy}.", cause)
    {
        Store = store,
    };

    public ExternalStorageException Link(string link) => new(
        ErrorCodes.AccessDenied,
        $"The store {store} was not opened: {HostileText.Show(System.IO.Path.GetFileName(link))} is a symbolic link, "
        + "and links are not followed. Name the file itself.")
    {
        Store = store,
    };

    /// <summary>The file or its folder could not be made.</summary>
    public ExternalStorageException CannotCreate(Exception cause) => cause.HResult switch
    {
        ErrnoReadOnlyFileSystem or WindowsWriteProtected => ReadOnly(cause),
        ErrnoNoSpace or WindowsDiskFull => Full(cause),
        _ when cause is UnauthorizedAccessException => Denied(cause),
        _ when cause is DirectoryNotFoundException => Missing(cause),
        _ => Other(cause),
    };

    /// <summary>A stored column does not hold what it must.</summary>
    public StorageValidationException Corrupt(RecordKey key, string column, string expected, string actual) => new(
        ErrorCodes.CorruptRecord,
        $"Record {Show(key)} in {store} cannot be read: "
        + $"its column {column} does not hold {expected}. Delete the record, or repair the row.")
    {
        Store = store,
        ClassName = key.ClassName,
        Id = key.Id,
        Expected = expected,
        Actual = actual,
    };

    public ExternalStorageException From(SqliteFault fault, RecordKey? key) => fault.Primary switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new StorageConnectionException(
            ErrorCodes.Busy,
            $"The store {store} was busy: another process held its lock for too long. "
            + "Nothing was written; try again, or raise busy_timeout.",
            fault)
        { Store = store },
        raw.SQLITE_READONLY when !file.Exists => Missing(fault),
        raw.SQLITE_READONLY => ReadOnly(fault),
        raw.SQLITE_PERM or raw.SQLITE_AUTH => Denied(fault),
        raw.SQLITE_CANTOPEN => CannotOpen(fault),
        raw.SQLITE_FULL => Full(fault),
        raw.SQLITE_IOERR when fault.Code == raw.SQLITE_IOERR_SHORT_READ => Damaged(fault),
        raw.SQLITE_IOERR => !file.Exists ? Missing(fault) : IsNearlyFull() ? Full(fault) : Other(fault),
        raw.SQLITE_CORRUPT => Damaged(fault),
        raw.SQLITE_NOTADB => Incompatible("it is not an SQLite database", "give Toast a file of its own, or restore it from a backup", fault),
        raw.SQLITE_TOOBIG => new StorageValidationException(
            ErrorCodes.RecordTooLarge, $"A record is larger than SQLite takes{About(key)} in {store}. Store less in one record.", fault)
        {
            Store = store,
            ClassName = key?.ClassName,
            Id = key?.Id,
        },
        _ => Other(fault),
    };

    public ExternalStorageException Other(Exception cause) => new(
        ErrorCodes.StorageFailed,
        $"The store {store} failed, and what was being written was rolled back. "
        + "The inner exception holds the cause.", cause)
    {
        Store = store,
    };

    private static string Show(RecordKey key) => $"{HostileText.Show(key.ClassName)}/{key.Id:D}";

    private static string About(RecordKey? key) => key is { } known ? ": " + Show(known) : "";

    private ExternalStorageException CannotOpen(SqliteFault fault)
    {
        if (!file.Exists)
        {
            return Missing(fault);
        }

        // Nothing here may look into the file by opening it: when a process closes a file, it loses all its POSIX locks on it, SQLite's too.
        // If the file was opened, it is the folder in which SQLite could not put its log.
        return !fault.IsAboutOpening && file.HasLog
            ? new ExternalStorageException(
                ErrorCodes.ReadOnly,
                $"The store {store} cannot be read: its folder is read-only, "
                + "and its log (-wal) holds writes that must first be put into the file. Make the folder writable once.",
                fault)
            { Store = store }
            : Denied(fault);
    }

    private ExternalStorageException ReadOnly(Exception cause) => new(
        ErrorCodes.ReadOnly,
        $"The store {store} accepts no writes: its file or file system is read-only. "
        + "Nothing was written; make it writable for this process.",
        cause)
    {
        Store = store,
    };

    private ExternalStorageException Denied(Exception cause) => new(
        ErrorCodes.AccessDenied,
        $"The store {store} cannot be used: this process lacks the right to read or write its file or folder. "
        + "Give its user both rights on the folder and the file.",
        cause)
    {
        Store = store,
    };

    private ExternalStorageException Full(Exception cause) => new(
        ErrorCodes.StorageFull,
        $"The store {store} is full: there is no space left on its disk. "
        + "Nothing was written and earlier records are whole; free some space and try again.",
        cause)
    {
        Store = store,
    };

    private StorageValidationException Damaged(Exception cause) => new(
        ErrorCodes.CorruptRecord,
        $"The store {store} is damaged: its file is truncated or its pages do not fit together. "
        + "Restore it from a backup, or save what is left with 'sqlite3 .recover'.",
        cause)
    {
        Store = store,
    };

    private bool IsNearlyFull()
    {
        try
        {
            return new DriveInfo(System.IO.Path.GetDirectoryName(file.Path)!).AvailableFreeSpace < NearlyFullBytes;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
