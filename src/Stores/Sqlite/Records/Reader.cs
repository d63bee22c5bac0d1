namespace Toast.Sqlite;

/// <summary>Reads records, on a connection of its own; in a write-ahead log readers and the writer do not wait for each other.</summary>
internal sealed class Reader(StoreOpener opener, TimeProvider clock) : Session(opener, clock)
{
    private Statement load = null!;
    private Statement head = null!;
    private Statement list = null!;
    private Statement countSome = null!;
    private Statement nextClass = null!;
    private Statement probe = null!;
    private Statement begin = null!;
    private Statement commit = null!;

    public override void End()
    {
    }

    public StoredRecord? Load(RecordKey key) => LoadOne(key, Now());

    public RecordInfo? GetInfo(RecordKey key)
    {
        try
        {
            Binder.BindKey(head, key);
            return head.Step() && RowReader.ReadHead(head, key, Opener.Failures) is var found && found.IsLive(Now()) ? found.ToInfo() : null;
        }
        finally
        {
            head.Reset();
        }
    }

    public IReadOnlyList<StoredRecord?> LoadMany(IReadOnlyList<RecordKey> keys)
    {
        long now = Now();
        var records = new StoredRecord?[keys.Count];

        // One read transaction instead of one for each record: the locks are most of the cost of a small read.
        begin.Run();
        for (int i = 0; i < records.Length; i++)
        {
            records[i] = LoadOneOfMany(keys[i], now);
        }

        commit.Run();
        return records;
    }

    public IReadOnlyList<ListedRecord> List(ListRequest request)
    {
        var page = new List<ListedRecord>();
        try
        {
            Binder.BindClassName(list, request.ClassName);
            list.BindText(2, request.After is { } after ? System.Text.Encoding.ASCII.GetBytes(after.ToString("D")) : []);
            list.Bind(3, Now());
            list.Bind(4, request.UpdatedSince is { } since ? Microseconds.AtOrAfter(since) : long.MinValue);
            list.Bind(5, request.UpdatedBefore is { } before ? Microseconds.AtOrAfter(before) : long.MaxValue);
            while (page.Count < request.Limit && list.Step())
            {
                if (RowReader.ReadId(list) is { } id)
                {
                    page.Add(new ListedRecord(id, RowReader.ReadHead(list, new RecordKey(request.ClassName, id), Opener.Failures).ToInfo()));
                }
            }

            return page;
        }
        finally
        {
            list.Reset();
        }
    }

    /// <summary>Counts the next part: of the same class, or, where that has ended, of the class after it; null at the end.</summary>
    public CountPosition? CountOn(CountPosition at)
    {
        if (at.ClassName.Length > 0 && CountPart(at) is { } more)
        {
            return more;
        }

        for (string? name = ClassAfter(at.ClassName); name is not null; name = ClassAfter(name))
        {
            if (CountPart(new CountPosition(name, "", 0)) is { } first)
            {
                return first;
            }
        }

        return null;
    }

    public bool Probe()
    {
        probe.Run();
        return true;
    }

    protected override void Prepare(Database database)
    {
        load = database.Prepare(RecordSql.Load);
        head = database.Prepare(RecordSql.Head);
        list = database.Prepare(RecordSql.List);
        countSome = database.Prepare(RecordSql.CountSome);
        nextClass = database.Prepare(RecordSql.NextClass);
        probe = database.Prepare(RecordSql.Probe);
        begin = database.Prepare("BEGIN");
        commit = database.Prepare("COMMIT");
    }

    private CountPosition? CountPart(CountPosition at)
    {
        try
        {
            countSome.BindText(1, System.Text.Encoding.UTF8.GetBytes(at.ClassName));
            countSome.BindText(2, System.Text.Encoding.UTF8.GetBytes(at.Id));
            return countSome.Step() && countSome.Number(0) is > 0 and var counted ? new CountPosition(at.ClassName, countSome.Text(1), counted) : null;
        }
        finally
        {
            countSome.Reset();
        }
    }

    private string? ClassAfter(string className)
    {
        try
        {
            nextClass.BindText(1, System.Text.Encoding.UTF8.GetBytes(className));
            return nextClass.Step() ? nextClass.Text(0) : null;
        }
        finally
        {
            nextClass.Reset();
        }
    }

    private StoredRecord? LoadOneOfMany(RecordKey key, long now)
    {
        try
        {
            return LoadOne(key, now);
        }
        catch (StorageValidationException)
        {
            // A row that cannot be read must not take the others with it: without data the engine finds this one corrupt, and it alone.
            return new StoredRecord { Key = key, Data = default, Created = default, Updated = default };
        }
    }

    private StoredRecord? LoadOne(RecordKey key, long now)
    {
        try
        {
            Binder.BindKey(load, key);
            if (!load.Step())
            {
                return null;
            }

            RecordHead head = RowReader.ReadHead(load, key, Opener.Failures);
            return head.IsLive(now) ? head.ToRecord(key, RowReader.ReadData(load, key, Opener.Failures)) : null;
        }
        finally
        {
            load.Reset();
        }
    }
}
