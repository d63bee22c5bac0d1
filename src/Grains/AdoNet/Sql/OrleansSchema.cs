namespace Toast.Grains.AdoNet;

/// <summary>
/// The tables and statements of the parts. Orleans reads its statements from the table <c>OrleansQuery</c> by key and binds their parameters and columns by
/// name (<c>src/AdoNet/Shared/Storage</c> of dotnet/orleans, tag v10.2.2), so that statements of one's own may stand there.
/// </summary>
internal static class OrleansSchema
{
    private static readonly OrleansTable Queries = new(
        "orleansquery",
        new Dictionary<string, string[]> { ["querykey"] = OrleansTable.Text, ["querytext"] = OrleansTable.Text },
        ["querykey"],
        [
            """
            CREATE TABLE IF NOT EXISTS OrleansQuery (
              QueryKey text NOT NULL PRIMARY KEY,
              QueryText text NOT NULL
            )
            """,
        ]);

    private static readonly (OrleansPostgresParts Flag, IReadOnlyList<OrleansTable> Tables, IReadOnlyDictionary<string, string> Queries)[] Parts =
    [
        (OrleansPostgresParts.GrainStorage, [StorageSql.Table], StorageSql.Queries),
        (OrleansPostgresParts.Clustering, ClusteringSql.Tables, ClusteringSql.Queries),
        (OrleansPostgresParts.Reminders, [ReminderSql.Table], ReminderSql.Queries),
    ];

    public static IEnumerable<OrleansTable> TablesOf(OrleansPostgresParts parts)
    {
        yield return Queries;
        foreach (OrleansTable table in Parts.Where(part => parts.HasFlag(part.Flag)).SelectMany(part => part.Tables))
        {
            yield return table;
        }
    }

    public static IEnumerable<KeyValuePair<string, string>> QueriesOf(OrleansPostgresParts parts) =>
        Parts.Where(part => parts.HasFlag(part.Flag)).SelectMany(part => part.Queries);

    /// <summary>Everything that is done to set the parts up, in order; each statement may be repeated.</summary>
    public static IEnumerable<string> StatementsOf(OrleansPostgresParts parts) => TablesOf(parts)
        .SelectMany(table => table.Statements)
        .Concat(QueriesOf(parts).Select(query => StoreQuery(query.Key, query.Value)));

    private static string StoreQuery(string key, string text) =>
        $"""
        INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('{key}', $query$
        {text}
        $query$)
        ON CONFLICT (QueryKey) DO UPDATE SET QueryText = EXCLUDED.QueryText WHERE OrleansQuery.QueryText <> EXCLUDED.QueryText
        """;
}
