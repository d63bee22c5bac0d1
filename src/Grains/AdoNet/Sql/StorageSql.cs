namespace Toast.Grains.AdoNet;

/// <summary>
/// Grain states. One row at the most for each service, state name and grain key, kept by a unique key in which nulls are equal; of several first writers the
/// database lets one through. No row in the answer means a conflict, for writes, clears and deletes alike.
/// </summary>
internal static class StorageSql
{
    private const string KeyColumns = "ServiceId, GrainTypeString, GrainIdN0, GrainIdN1, GrainIdExtensionString";

    /// <summary>
    /// Finds the row by the unique key. Written with OR, since IS NOT DISTINCT FROM uses no index; the parameter decides which half is left.
    /// </summary>
    private const string IsThisRow = """
        ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
          AND (GrainIdExtensionString = @GrainIdExtensionString::text OR (@GrainIdExtensionString::text IS NULL AND GrainIdExtensionString IS NULL))
        """;

    /// <summary>A cleared row counts as missing; the provider of 10.2.2 would take it for an existing state.</summary>
    private const string Read = $"""
        SELECT PayloadBinary, Version FROM OrleansStorage
        WHERE {IsThisRow} AND PayloadBinary IS NOT NULL
        """;

    /// <summary>
    /// No version means that the writer knows of no state. The first version of a row is drawn by lot, so that the version of a row that was deleted does not
    /// fit the one made after it. One statement, one round trip.
    /// </summary>
    private const string Write = $"""
        WITH created AS (
          INSERT INTO OrleansStorage AS stored
            (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId, PayloadBinary, ModifiedOn, Version)
          SELECT @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString::text, @ServiceId, @PayloadBinary, now(),
            1 + floor(random() * 1000000000)::integer
          WHERE @GrainStateVersion::integer IS NULL
          ON CONFLICT ({KeyColumns}) DO UPDATE
            SET PayloadBinary = EXCLUDED.PayloadBinary, ModifiedOn = EXCLUDED.ModifiedOn, Version = stored.Version + 1
            WHERE stored.PayloadBinary IS NULL
          RETURNING Version
        ), changed AS (
          UPDATE OrleansStorage SET PayloadBinary = @PayloadBinary, ModifiedOn = now(), Version = Version + 1
          WHERE {IsThisRow} AND Version = @GrainStateVersion::integer
          RETURNING Version
        )
        SELECT Version AS NewGrainStateVersion FROM created UNION ALL SELECT Version FROM changed
        """;

    private const string Clear = $"""
        UPDATE OrleansStorage SET PayloadBinary = NULL, ModifiedOn = now(), Version = Version + 1
        WHERE {IsThisRow} AND Version = @GrainStateVersion::integer
        RETURNING Version AS NewGrainStateVersion
        """;

    private const string Delete = $"""
        DELETE FROM OrleansStorage
        WHERE {IsThisRow} AND Version = @GrainStateVersion::integer
        RETURNING Version + 1 AS NewGrainStateVersion
        """;

    public static IReadOnlyDictionary<string, string> Queries { get; } = new Dictionary<string, string>
    {
        ["ReadFromStorageKey"] = Read,
        ["WriteToStorageKey"] = Write,
        ["ClearStorageKey"] = Clear,
        ["DeleteStorageKey"] = Delete,
    };

    public static OrleansTable Table { get; } = new(
        "orleansstorage",
        new Dictionary<string, string[]>
        {
            ["grainidhash"] = OrleansTable.Integer,
            ["grainidn0"] = OrleansTable.Big,
            ["grainidn1"] = OrleansTable.Big,
            ["graintypehash"] = OrleansTable.Integer,
            ["graintypestring"] = OrleansTable.Text,
            ["grainidextensionstring"] = OrleansTable.Text,
            ["serviceid"] = OrleansTable.Text,
            ["payloadbinary"] = ["bytea"],
            ["modifiedon"] = [.. OrleansTable.Time, "timestamp"],
            ["version"] = OrleansTable.Integer,
        },
        ["serviceid", "graintypestring", "grainidn0", "grainidn1", "grainidextensionstring"],
        [
            """
            CREATE TABLE IF NOT EXISTS OrleansStorage (
              GrainIdHash integer NOT NULL,
              GrainIdN0 bigint NOT NULL,
              GrainIdN1 bigint NOT NULL,
              GrainTypeHash integer NOT NULL,
              GrainTypeString text COLLATE "C" NOT NULL,
              GrainIdExtensionString text COLLATE "C",
              ServiceId text COLLATE "C" NOT NULL,
              PayloadBinary bytea,
              ModifiedOn timestamp with time zone NOT NULL,
              Version integer
            )
            """,
            $"CREATE UNIQUE INDEX IF NOT EXISTS OrleansStorageKey ON OrleansStorage ({KeyColumns}) NULLS NOT DISTINCT",
        ]);
}
