using SQLitePCL;

namespace Toast.Sqlite;

/// <summary>Opens connections to the store: makes the file and the table where that is allowed, and refuses what is not a store of ours.</summary>
internal sealed class StoreOpener(SqliteSettings settings, StoreFile file, BusyWait busy, Failures failures)
{
    // fullfsync matters on macOS only, where a plain fsync leaves the data in the drive. A short log is soon used again from its start: writing over
    // it costs half of what a commit costs that makes the file longer. The cache of 16 MiB keeps the pages of the key's index, and the log keeps at
    // most 64 MiB after a burst.
    private static readonly string[] Pragmas =
    [
        "PRAGMA trusted_schema = OFF",
        "PRAGMA fullfsync = ON",
        "PRAGMA checkpoint_fullfsync = ON",
        "PRAGMA cache_size = -16384",
        "PRAGMA wal_autocheckpoint = 1000",
        "PRAGMA journal_size_limit = 67108864",
    ];

    public StoreFile File { get; } = file;

    public BusyWait Busy { get; } = busy;

    public Failures Failures { get; } = failures;

    /// <summary>Opens a checked connection.</summary>
    /// <exception cref="ExternalStorageException">There is no store, or another one than expected.</exception>
    /// <exception cref="SqliteFault">SQLite refused.</exception>
    public (Database Database, bool IsImmutable) Open(ICancellable waiter)
    {
        PrepareFile();
        return Busy.Run(this, static opener => opener.OpenOnce(), waiter);
    }

    private void PrepareFile()
    {
        if (File.FindLink() is { } link)
        {
            throw Failures.Link(link);
        }

        if (!settings.Create)
        {
            if (!File.Exists)
            {
                throw Failures.Missing();
            }

            return;
        }

        try
        {
            File.TryCreate();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failures.CannotCreate(failure);
        }
    }

    private (Database Database, bool IsImmutable) OpenOnce()
    {
        Database database = Database.Open(settings.Path);
        try
        {
            Prepare(database);
            return (database, false);
        }
        catch (SqliteFault fault) when (fault.Primary == raw.SQLITE_CANTOPEN && File.Exists && !File.HasLog && database.IsReadOnly)
        {
            database.Dispose();
        }
        catch
        {
            database.Dispose();
            throw;
        }

        database = Database.OpenImmutable(settings.Path);
        try
        {
            Prepare(database);
            return (database, true);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private void Prepare(Database database)
    {
        foreach (string pragma in Pragmas)
        {
            database.Execute(pragma);
        }

        database.Execute("PRAGMA synchronous = " + settings.Synchronous);

        // Looked at before anything is written, so that a file of somebody else stays as it is; and in one transaction, so that a store that
        // another process is making is seen whole or not at all.
        database.Execute("BEGIN");
        bool isReady = IsReady(database);
        database.Execute("COMMIT");
        if (!isReady || !database.IsReadOnly)
        {
            database.Execute("PRAGMA journal_mode = WAL");
        }

        if (!isReady)
        {
            MakeTable(database);
        }
    }

    /// <summary>True when the table is there as expected, false when it may be made.</summary>
    private bool IsReady(Database database)
    {
        long application = database.ReadNumber("PRAGMA application_id");
        long format = database.ReadNumber("PRAGMA user_version");
        if (application != RecordTable.ApplicationId && (application != 0 || database.ReadNumber(RecordTable.CountTables) > 0))
        {
            throw Failures.Incompatible("it is a database of another application", "give Toast a file of its own");
        }

        if (application == RecordTable.ApplicationId && format != RecordTable.FormatVersion)
        {
            throw Failures.Incompatible(
                $"it has format {format} and this build of Toast reads format {RecordTable.FormatVersion}", "use the build that wrote it, or a later one");
        }

        if (database.ReadNumber(RecordTable.FindTable) == 0)
        {
            return settings.Create ? false : throw Failures.Missing();
        }

        if (!database.ReadLines(RecordTable.ReadShape, RecordTable.ShapeColumns).SequenceEqual(RecordTable.Shape)
            || database.ReadLines("PRAGMA encoding", 1) is not ["UTF-8"])
        {
            throw Failures.Incompatible("its table 'records' has another shape", "restore the table, or give Toast a new file");
        }

        return true;
    }

    private void MakeTable(Database database)
    {
        database.Execute("BEGIN IMMEDIATE");
        if (!IsReady(database))
        {
            foreach (string statement in RecordTable.Statements)
            {
                database.Execute(statement);
            }
        }

        database.Execute("COMMIT");
    }
}
