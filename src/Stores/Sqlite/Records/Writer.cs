using SQLitePCL;

namespace Toast.Sqlite;

/// <summary>
/// Writes records: the only connection of this process that does. Each work is one transaction that takes the write lock at its start, so that
/// what it reads is what it changes, whoever else writes.
/// </summary>
internal sealed class Writer(StoreOpener opener, TimeProvider clock) : Session(opener, clock)
{
    private const int SweepRows = 500;

    private Statement insert = null!;
    private Statement update = null!;
    private Statement head = null!;
    private Statement delete = null!;
    private Statement sweep = null!;
    private Statement begin = null!;
    private Statement commit = null!;

    public override void Begin(ICancellable waiter)
    {
        base.Begin(waiter);
        Opener.Busy.Run(begin, static begin => begin.RunAndCount(), waiter);
    }

    public override void End() => commit.Run();

    public SaveResult Save(SaveRequest request) => Save(request, Now());

    /// <summary>Writes many in the one transaction; a record that cannot be written fails alone.</summary>
    public IReadOnlyList<SaveResult> SaveMany(IReadOnlyList<SaveRequest> requests)
    {
        long now = Now();
        var results = new SaveResult[requests.Count];
        for (int i = 0; i < results.Length; i++)
        {
            SaveRequest request = requests[i];
            try
            {
                results[i] = Save(request, now);
            }
            catch (StorageValidationException corrupt)
            {
                results[i] = SaveResult.Failed(corrupt);
            }
            catch (SqliteFault fault) when (fault.Primary is raw.SQLITE_TOOBIG or raw.SQLITE_CONSTRAINT && Connection!.InTransaction)
            {
                results[i] = SaveResult.Failed(Opener.Failures.From(fault, request.Key));
            }
        }

        return results;
    }

    /// <summary>Stores a record as it is.</summary>
    public bool Store(StoredRecord record)
    {
        var row = new RecordHead(
            record.SchemaVersion,
            record.Version,
            Microseconds.From(record.Created),
            Microseconds.From(record.Updated),
            record.Expires is { } expires ? Microseconds.From(expires) : null,
            record.WriteId);
        if (!Binder.Write(insert, record.Key, row, record.Data.Span))
        {
            Binder.Write(update, record.Key, row, record.Data.Span);
        }

        return true;
    }

    public DeleteResult Delete(DeleteRequest request)
    {
        long version = 0;
        if (request.Condition.Kind == SaveConditionKind.Any)
        {
            // Also deletes a row whose columns make no sense: that is how such a record is got rid of.
            if (ReadLiveVersion(request.Key) is not { } live)
            {
                return new DeleteResult(SaveStatus.NotFound, 0);
            }

            version = live;
        }
        else
        {
            if (ReadHead(request.Key) is not { } row || !row.IsLive(Now()))
            {
                return new DeleteResult(SaveStatus.NotFound, 0);
            }

            version = row.Version;
            SaveStatus status = request.Condition.Decide(row.ToRecord(request.Key, default));
            if (status != SaveStatus.Saved)
            {
                return new DeleteResult(status, version);
            }
        }

        Binder.BindKey(delete, request.Key);
        delete.Run();
        return new DeleteResult(SaveStatus.Saved, version);
    }

    /// <summary>Removes some expired records.</summary>
    /// <returns>How many; fewer than asked for means that none is left.</returns>
    public (int Removed, bool MayBeMore) Sweep()
    {
        sweep.Bind(1, Now());
        sweep.Bind(2, SweepRows);
        int removed = sweep.RunAndCount();
        return (removed, removed == SweepRows);
    }

    protected override void Prepare(Database database)
    {
        insert = database.Prepare(RecordSql.Insert);
        update = database.Prepare(RecordSql.Update);
        head = database.Prepare(RecordSql.Head);
        delete = database.Prepare(RecordSql.Delete);
        sweep = database.Prepare(RecordSql.Sweep);
        begin = database.Prepare("BEGIN IMMEDIATE");
        commit = database.Prepare("COMMIT");
    }

    private SaveResult Save(SaveRequest request, long now)
    {
        long? expires = request.TimeToLive is { } timeToLive ? Microseconds.After(now, timeToLive) : null;
        var row = new RecordHead(request.SchemaVersion, request.Increment, now, now, expires, request.WriteId);

        // What may be new is tried as new: then the key is looked up once, by the insert itself.
        if (request.Condition.Kind is SaveConditionKind.Any or SaveConditionKind.Missing && Binder.Write(insert, request.Key, row, request.Data.Span))
        {
            return row.ToSaved();
        }

        RecordHead? found = ReadHead(request.Key);
        RecordHead? live = found is { } any && any.IsLive(now) ? any : null;
        if (live is { } same && same.WriteId == request.WriteId && request.WriteId != Guid.Empty)
        {
            return same.ToSaved();
        }

        SaveStatus status = request.Condition.Decide(live?.ToRecord(request.Key, default));
        if (status != SaveStatus.Saved)
        {
            return SaveResult.Refused(status, live?.Version ?? 0);
        }

        if (live is { } old)
        {
            row = row with { Version = old.Version + request.Increment, Created = old.Created, Updated = Math.Max(now, old.Updated) };
        }

        Binder.Write(update, request.Key, row, request.Data.Span);
        return row.ToSaved();
    }

    private RecordHead? ReadHead(RecordKey key)
    {
        try
        {
            Binder.BindKey(head, key);
            return head.Step() ? RowReader.ReadHead(head, key, Opener.Failures) : null;
        }
        finally
        {
            head.Reset();
        }
    }

    /// <summary>The version of a live row, 0 if the row cannot be read, null if there is no live row.</summary>
    private long? ReadLiveVersion(RecordKey key)
    {
        try
        {
            return ReadHead(key) is { } row && row.IsLive(Now()) ? row.Version : null;
        }
        catch (StorageValidationException)
        {
            return 0;
        }
    }
}
