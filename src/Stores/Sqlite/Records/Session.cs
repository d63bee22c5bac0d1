using SQLitePCL;

namespace Toast.Sqlite;

/// <summary>
/// What one thread holds: a connection and its statements, opened at the first use and again after a failure that may have spoilt it, so that
/// a store that is back is used without a restart.
/// </summary>
internal abstract class Session(StoreOpener opener, TimeProvider clock) : IDisposable
{
    private (DateTime Written, long Length, bool HasLog) immutableStamp;
    private bool isImmutable;

    protected Database? Connection { get; private set; }

    protected StoreOpener Opener { get; } = opener;

    protected RecordBinder Binder { get; } = new();

    /// <summary>Gets ready for one work; may wait for a lock.</summary>
    public virtual void Begin(ICancellable waiter)
    {
        if (Connection is { } open && (isImmutable ? Opener.File.Stamp() != immutableStamp : open.HasMoved()))
        {
            Close();
            if (!Opener.File.Exists)
            {
                // Said once, so that the loss is seen; the next use makes a new file where that is allowed.
                throw Opener.Failures.Missing();
            }
        }

        if (Connection is null)
        {
            immutableStamp = Opener.File.Stamp();
            (Database database, isImmutable) = Opener.Open(waiter);
            Connection = database;
            Prepare(database);
        }
    }

    /// <summary>Ends the work; what it wrote is durable then.</summary>
    public abstract void End();

    /// <summary>Ends the work as if it had not been.</summary>
    public void Abandon()
    {
        try
        {
            if (Connection is { InTransaction: true } open)
            {
                open.Execute("ROLLBACK");
            }
        }
        catch (SqliteFault)
        {
            // Closing rolls back too, and the first failure is the one to tell.
            Close();
        }
    }

    /// <summary>Ends the work after a failure, and says what to tell the caller.</summary>
    public Exception Fail(Exception failure, RecordKey? key)
    {
        Abandon();
        if (failure is not SqliteFault fault)
        {
            return failure is ExternalStorageException or OperationCanceledException ? failure : Opener.Failures.Other(failure);
        }

        bool isTableGone = fault.Primary is raw.SQLITE_ERROR or raw.SQLITE_SCHEMA && IsTableGone();
        if (!LeavesConnectionWhole(fault))
        {
            Close();
        }

        return isTableGone ? Opener.Failures.Missing(fault) : Opener.Failures.From(fault, key);
    }

    public virtual void Dispose() => Close();

    protected abstract void Prepare(Database database);

    protected long Now() => Microseconds.From(clock.GetUtcNow());

    private static bool LeavesConnectionWhole(SqliteFault fault) => fault.Primary
        is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_FULL
        or raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG;

    private bool IsTableGone()
    {
        try
        {
            return Connection?.ReadNumber(RecordTable.FindTable) == 0;
        }
        catch (SqliteFault)
        {
            return false;
        }
    }

    private void Close()
    {
        Connection?.Dispose();
        Connection = null;
    }
}
