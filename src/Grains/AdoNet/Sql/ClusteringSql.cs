namespace Toast.Grains.AdoNet;

/// <summary>
/// Membership. A change of a member also advances the version of the whole table, both or neither: the member is joined to the row that the compare-and-set of
/// the version returned. Orleans 10.2.2 demands all nine statements, of silos and of clients.
/// </summary>
internal static class ClusteringSql
{
    private const string IsThisMember = "DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation";

    private const string Columns =
        "m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version";

    private const string Gateways = """
        SELECT Address, ProxyPort, Generation FROM OrleansMembershipTable
        WHERE DeploymentId = @DeploymentId AND Status = @Status AND ProxyPort > 0
        """;

    /// <summary>The version comes back even where there is no such member.</summary>
    private const string ReadRow = $"""
        SELECT v.DeploymentId, {Columns}
        FROM OrleansMembershipVersionTable v
        LEFT JOIN OrleansMembershipTable m
          ON m.DeploymentId = v.DeploymentId AND m.Address = @Address AND m.Port = @Port AND m.Generation = @Generation
        WHERE v.DeploymentId = @DeploymentId
        """;

    private const string ReadAll = $"""
        SELECT v.DeploymentId, {Columns}
        FROM OrleansMembershipVersionTable v
        LEFT JOIN OrleansMembershipTable m ON m.DeploymentId = v.DeploymentId
        WHERE v.DeploymentId = @DeploymentId
        """;

    private const string InsertVersion = """
        WITH added AS (
          INSERT INTO OrleansMembershipVersionTable (DeploymentId) VALUES (@DeploymentId)
          ON CONFLICT (DeploymentId) DO NOTHING
          RETURNING 1
        )
        SELECT count(*)::integer FROM added
        """;

    private const string UpdateAlive = $"UPDATE OrleansMembershipTable SET IAmAliveTime = @IAmAliveTime WHERE {IsThisMember}";

    private const string Insert = $"""
        WITH advanced AS (
          UPDATE OrleansMembershipVersionTable SET Timestamp = now(), Version = Version + 1
          WHERE DeploymentId = @DeploymentId AND Version = @Version
            AND NOT EXISTS (SELECT 1 FROM OrleansMembershipTable WHERE {IsThisMember})
          RETURNING DeploymentId
        ), added AS (
          INSERT INTO OrleansMembershipTable
            (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
          SELECT advanced.DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM advanced
          RETURNING 1
        )
        SELECT count(*)::integer FROM added
        """;

    private const string Update = $"""
        WITH advanced AS (
          UPDATE OrleansMembershipVersionTable SET Timestamp = now(), Version = Version + 1
          WHERE DeploymentId = @DeploymentId AND Version = @Version
            AND EXISTS (SELECT 1 FROM OrleansMembershipTable WHERE {IsThisMember})
          RETURNING DeploymentId
        ), changed AS (
          UPDATE OrleansMembershipTable m SET Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = @IAmAliveTime
          FROM advanced
          WHERE m.DeploymentId = advanced.DeploymentId AND m.Address = @Address AND m.Port = @Port AND m.Generation = @Generation
          RETURNING 1
        )
        SELECT count(*)::integer FROM changed
        """;

    private const string DeleteAll = """
        WITH members AS (DELETE FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId)
        DELETE FROM OrleansMembershipVersionTable WHERE DeploymentId = @DeploymentId
        """;

    /// <summary>3 is an active silo.</summary>
    private const string Cleanup =
        "DELETE FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId AND IAmAliveTime < @IAmAliveTime AND Status <> 3";

    public static IReadOnlyDictionary<string, string> Queries { get; } = new Dictionary<string, string>
    {
        ["GatewaysQueryKey"] = Gateways,
        ["MembershipReadRowKey"] = ReadRow,
        ["MembershipReadAllKey"] = ReadAll,
        ["InsertMembershipVersionKey"] = InsertVersion,
        ["UpdateIAmAlivetimeKey"] = UpdateAlive,
        ["InsertMembershipKey"] = Insert,
        ["UpdateMembershipKey"] = Update,
        ["DeleteMembershipTableEntriesKey"] = DeleteAll,
        ["CleanupDefunctSiloEntriesKey"] = Cleanup,
    };

    public static IReadOnlyList<OrleansTable> Tables { get; } =
    [
        new OrleansTable(
            "orleansmembershipversiontable",
            new Dictionary<string, string[]> { ["deploymentid"] = OrleansTable.Text, ["timestamp"] = OrleansTable.Time, ["version"] = OrleansTable.Integer },
            ["deploymentid"],
            [
                """
                CREATE TABLE IF NOT EXISTS OrleansMembershipVersionTable (
                  DeploymentId text COLLATE "C" NOT NULL PRIMARY KEY,
                  Timestamp timestamp with time zone NOT NULL DEFAULT now(),
                  Version integer NOT NULL DEFAULT 0
                )
                """,
            ]),
        new OrleansTable(
            "orleansmembershiptable",
            new Dictionary<string, string[]>
            {
                ["deploymentid"] = OrleansTable.Text,
                ["address"] = OrleansTable.Text,
                ["port"] = OrleansTable.Integer,
                ["generation"] = OrleansTable.Integer,
                ["siloname"] = OrleansTable.Text,
                ["hostname"] = OrleansTable.Text,
                ["status"] = OrleansTable.Integer,
                ["proxyport"] = OrleansTable.Integer,
                ["suspecttimes"] = OrleansTable.Text,
                ["starttime"] = OrleansTable.Time,
                ["iamalivetime"] = OrleansTable.Time,
            },
            ["deploymentid", "address", "port", "generation"],
            [
                """
                CREATE TABLE IF NOT EXISTS OrleansMembershipTable (
                  DeploymentId text COLLATE "C" NOT NULL,
                  Address text COLLATE "C" NOT NULL,
                  Port integer NOT NULL,
                  Generation integer NOT NULL,
                  SiloName text NOT NULL,
                  HostName text NOT NULL,
                  Status integer NOT NULL,
                  ProxyPort integer,
                  SuspectTimes text,
                  StartTime timestamp with time zone NOT NULL,
                  IAmAliveTime timestamp with time zone NOT NULL,
                  PRIMARY KEY (DeploymentId, Address, Port, Generation)
                )
                """,
            ]),
    ];
}
