using System.Runtime.CompilerServices;
using SQLitePCL;

namespace Toast.Sqlite;

/// <summary>One connection to the database file, used by one thread at a time. It waits for no lock; <see cref="BusyWait"/> does.</summary>
internal sealed class Database : IDisposable
{
    private readonly sqlite3 handle;
    private readonly string path;
    private readonly List<Statement> statements = [];

    private Database(sqlite3 handle, string path)
    {
        this.handle = handle;
        this.path = path;
    }

    /// <summary>True while a transaction is open.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(handle) == 0;

    /// <summary>True when the file system or the file's permissions allow no writing.</summary>
    public bool IsReadOnly => raw.sqlite3_db_readonly(handle, "main") != 0;

    /// <summary>Opens an existing file.</summary>
    public static Database Open(string path) =>
        Open(path, path, raw.SQLITE_OPEN_READWRITE);

    /// <summary>
    /// Opens a file on a read-only file system, where SQLite cannot put the shared-memory file that a write-ahead log needs. SQLite then takes
    /// no locks and trusts the file not to change, so the caller watches the file.
    /// </summary>
    public static Database OpenImmutable(string path) =>
        Open(path, new Uri(path).AbsoluteUri + "?immutable=1", raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_URI);

    public Statement Prepare(string sql)
    {
        int result = raw.sqlite3_prepare_v3(handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out sqlite3_stmt prepared);
        if (result != raw.SQLITE_OK)
        {
            prepared?.Dispose();
            throw new SqliteFault(raw.sqlite3_extended_errcode(handle), "prepare");
        }

        var statement = new Statement(handle, prepared);
        statements.Add(statement);
        return statement;
    }

    /// <summary>Runs one statement that is not worth keeping.</summary>
    public void Execute(string sql, [CallerMemberName] string operation = "")
    {
        using Statement statement = PrepareOnce(sql);
        while (statement.Step(operation))
        {
        }
    }

    /// <summary>The first column of the first row, or 0 if there is none.</summary>
    public long ReadNumber(string sql, [CallerMemberName] string operation = "")
    {
        using Statement statement = PrepareOnce(sql);
        return statement.Step(operation) ? statement.Number(0) : 0;
    }

    /// <summary>All rows of a statement whose columns are text or can be shown as such.</summary>
    public List<string> ReadLines(string sql, int columns, [CallerMemberName] string operation = "")
    {
        using Statement statement = PrepareOnce(sql);
        var lines = new List<string>();
        while (statement.Step(operation))
        {
            lines.Add(string.Join(' ', Enumerable.Range(0, columns).Select(statement.Text)));
        }

        return lines;
    }

    /// <summary>True when the file was removed, renamed or replaced since it was opened. Costs one stat call.</summary>
    public bool HasMoved() => NativeLibrary.HasMoved(handle, path);

    public void Dispose()
    {
        foreach (Statement statement in statements)
        {
            statement.Dispose();
        }

        handle.Dispose();
    }

    private static Database Open(string path, string name, int flags)
    {
        NativeLibrary.EnsureLoaded();
        int result = raw.sqlite3_open_v2(name, out sqlite3 handle, flags | raw.SQLITE_OPEN_NOMUTEX | raw.SQLITE_OPEN_PRIVATECACHE, null);
        if (result != raw.SQLITE_OK)
        {
            handle?.Dispose();
            throw new SqliteFault(result, SqliteFault.OpenOperation);
        }

        _ = raw.sqlite3_extended_result_codes(handle, 1);
        _ = raw.sqlite3_busy_timeout(handle, 0);
        return new Database(handle, path);
    }

    private Statement PrepareOnce(string sql)
    {
        Statement statement = Prepare(sql);
        statements.Remove(statement);
        return statement;
    }
}
