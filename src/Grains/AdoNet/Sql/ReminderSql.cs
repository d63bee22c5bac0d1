namespace Toast.Grains.AdoNet;

/// <summary>Reminders. A reminder is replaced as a whole, and its version rises; who deletes one names the version it knows.</summary>
internal static class ReminderSql
{
    private const string Columns = "GrainId, ReminderName, StartTime, Period, Version";

    private const string IsThisReminder = "ServiceId = @ServiceId AND GrainId = @GrainId AND ReminderName = @ReminderName";

    private const string ReadRows = $"SELECT {Columns} FROM OrleansRemindersTable WHERE ServiceId = @ServiceId AND GrainId = @GrainId";

    private const string ReadRow = $"SELECT {Columns} FROM OrleansRemindersTable WHERE {IsThisReminder}";

    /// <summary>A part of the ring of hashes, without its begin and with its end.</summary>
    private const string ReadRange = $"""
        SELECT {Columns} FROM OrleansRemindersTable
        WHERE ServiceId = @ServiceId AND GrainHash > @BeginHash AND GrainHash <= @EndHash
        """;

    /// <summary>A part of the ring that goes over the highest hash.</summary>
    private const string ReadRangeOverTheTop = $"""
        SELECT {Columns} FROM OrleansRemindersTable
        WHERE ServiceId = @ServiceId AND (GrainHash > @BeginHash OR GrainHash <= @EndHash)
        """;

    private const string Upsert = """
        INSERT INTO OrleansRemindersTable AS known (ServiceId, GrainId, ReminderName, StartTime, Period, GrainHash, Version)
        VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
        ON CONFLICT (ServiceId, GrainId, ReminderName) DO UPDATE
          SET StartTime = EXCLUDED.StartTime, Period = EXCLUDED.Period, GrainHash = EXCLUDED.GrainHash, Version = known.Version + 1
        RETURNING Version
        """;

    private const string Delete = $"""
        WITH deleted AS (DELETE FROM OrleansRemindersTable WHERE {IsThisReminder} AND Version = @Version RETURNING 1)
        SELECT count(*)::integer FROM deleted
        """;

    private const string DeleteAll = "DELETE FROM OrleansRemindersTable WHERE ServiceId = @ServiceId";

    public static IReadOnlyDictionary<string, string> Queries { get; } = new Dictionary<string, string>
    {
        ["ReadReminderRowsKey"] = ReadRows,
        ["ReadReminderRowKey"] = ReadRow,
        ["ReadRangeRows1Key"] = ReadRange,
        ["ReadRangeRows2Key"] = ReadRangeOverTheTop,
        ["UpsertReminderRowKey"] = Upsert,
        ["DeleteReminderRowKey"] = Delete,
        ["DeleteReminderRowsKey"] = DeleteAll,
    };

    public static OrleansTable Table { get; } = new(
        "orleansreminderstable",
        new Dictionary<string, string[]>
        {
            ["serviceid"] = OrleansTable.Text,
            ["grainid"] = OrleansTable.Text,
            ["remindername"] = OrleansTable.Text,
            ["starttime"] = OrleansTable.Time,
            ["period"] = [.. OrleansTable.Big, .. OrleansTable.Integer],
            ["grainhash"] = OrleansTable.Integer,
            ["version"] = OrleansTable.Integer,
        },
        ["serviceid", "grainid", "remindername"],
        [
            """
            CREATE TABLE IF NOT EXISTS OrleansRemindersTable (
              ServiceId text COLLATE "C" NOT NULL,
              GrainId text COLLATE "C" NOT NULL,
              ReminderName text COLLATE "C" NOT NULL,
              StartTime timestamp with time zone NOT NULL,
              Period bigint NOT NULL,
              GrainHash integer NOT NULL,
              Version integer NOT NULL,
              PRIMARY KEY (ServiceId, GrainId, ReminderName)
            )
            """,
            "CREATE INDEX IF NOT EXISTS OrleansRemindersHash ON OrleansRemindersTable (ServiceId, GrainHash)",
        ]);
}
