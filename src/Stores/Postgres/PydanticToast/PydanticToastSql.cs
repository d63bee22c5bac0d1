namespace Toast.Postgres;

/// <summary>
/// The statements of the layout of pydantic-toast. Its column <c>data</c> holds an envelope: <c>{"data":…,"schema_version":…,"created_at":…,"updated_at":…}</c>.
/// There is no column for a version, so the time of the last write, in microseconds, is the version, and each write moves it on by at least one.
/// </summary>
internal static class PydanticToastSql
{
    /// <summary>Descriptions of the table differ in whether these columns may be empty.</summary>
    private const string Created = "coalesce(r.created_at, 'epoch')";

    private const string Updated = "coalesce(r.updated_at, 'epoch')";

    private const string Version = $"(extract(epoch FROM {Updated}) * 1000000)::int8";

    private const string Head = $"r.class_name, r.id, {Version}, {Created}, {Updated}, NULL::timestamptz";

    /// <summary>
    /// Whether a row holds an envelope. The description of the layout can also be read as the members of the model alone, so such rows are read too.
    /// </summary>
    private const string IsEnvelope =
        "(jsonb_typeof(r.data) = 'object' AND r.data ?& ARRAY['data', 'schema_version', 'created_at', 'updated_at'])";

    private const string Data = $"CASE WHEN {IsEnvelope} THEN r.data -> 'data' ELSE r.data END";

    /// <summary>Python updates the one in the envelope only. 0 where it is no whole number from 1.</summary>
    private const string SchemaVersion =
        $"CASE WHEN NOT {IsEnvelope} THEN coalesce(r.schema_version, 1) WHEN r.data ->> 'schema_version' ~ '^[1-9][0-9]{{0,8}}$' "
        + "THEN (r.data ->> 'schema_version')::int4 ELSE 0 END";

    private const string NoWrite = "'00000000-0000-0000-0000-000000000000'::uuid";

    private const string Record = $"{Head}, {SchemaVersion}, {NoWrite}, false, {Data}";

    private const string Listed = $"r.id, {Version}, {Created}, {Updated}, NULL::timestamptz, {SchemaVersion}";

    private const string Microsecond = "interval '1 microsecond'";

    private const string InTime =
        $"($3::timestamptz IS NULL OR {Updated} >= $3) AND ($4::timestamptz IS NULL OR {Updated} < $4)";

    /// <param name="table">The table.</param>
    /// <param name="key">The columns of its unique key: the id alone, or class name and id.</param>
    public static RecordSql For(TableName table, IReadOnlyList<string> key)
    {
        string target = string.Join(", ", key);
        return new RecordSql
        {
            UpsertOne = Upsert(table, WriteRows.One, target),
            UpsertMany = Upsert(table, WriteRows.Many, target),
            InsertOne = Insert(table, WriteRows.One, target),
            InsertMany = Insert(table, WriteRows.Many, target),
            UpdateOne = Update(table, WriteRows.OneCompared),
            UpdateMany = Update(table, WriteRows.ManyCompared),

            // Also finds a record of another class that has the id, where the id alone is the key.
            LookUp = key.Count == 1
                ? $"SELECT {Head}, {NoWrite} FROM unnest($1::text[], $2::uuid[]) AS k (class_name, id) JOIN {table} r ON r.id = k.id"
                : $"SELECT {Head}, {NoWrite} FROM {Wanted(table)}",
            LoadOne = $"SELECT {Record} FROM {table} r WHERE r.class_name = $1 AND r.id = $2",
            LoadMany = $"SELECT {Record} FROM {Wanted(table)}",
            Info = $"SELECT {Listed} FROM {table} r WHERE r.class_name = $1 AND r.id = $2",
            Store = $"""
                INSERT INTO {table} AS r (class_name, id, schema_version, created_at, updated_at, data)
                VALUES ($1, $2, $3, $5, $6, {Envelope("$10::jsonb", "$3::int4", "$5::timestamptz", "$6::timestamptz")})
                ON CONFLICT ({target}) DO UPDATE SET schema_version = excluded.schema_version, created_at = excluded.created_at,
                  updated_at = excluded.updated_at, data = excluded.data
                WHERE r.class_name = excluded.class_name
                """,
            Delete = $"DELETE FROM {table} r WHERE r.class_name = $1 AND r.id = $2 RETURNING {Version}",
            DeleteVersion = $"""
                DELETE FROM {table} r WHERE r.class_name = $1 AND r.id = $2 AND {Version} = $3 AND ($4::timestamptz IS NULL OR {Created} = $4)
                RETURNING {Version}
                """,
            Count = $"SELECT r.class_name, count(*) FROM {table} r GROUP BY r.class_name",
            List = $"""
                SELECT {Listed} FROM {table} r
                WHERE r.class_name = $1 AND r.id > $2 AND {InTime} ORDER BY r.id LIMIT $5
                """,
        };
    }

    private static string Wanted(TableName table) =>
        $"unnest($1::text[], $2::uuid[]) AS k (class_name, id) JOIN {table} r ON r.class_name = k.class_name AND r.id = k.id";

    private static string Iso(string time) => $"""to_char(({time}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')""";

    private static string Envelope(string data, string schemaVersion, string created, string updated) =>
        $"jsonb_build_object('data', {data}, 'schema_version', {schemaVersion}, 'created_at', {Iso(created)}, 'updated_at', {Iso(updated)})";

    /// <summary>A new row is written so far ahead of its created time as it stands for further dumps: the row that is in its way reads that distance back.</summary>
    private static string NewRows(TableName table, string rows)
    {
        string updated = $"now() + (coalesce(u.increment, 1) - 1) * {Microsecond}";
        return $"""
            INSERT INTO {table} AS r (class_name, id, schema_version, created_at, updated_at, data)
            SELECT u.class_name, u.id, u.schema_version, now(), {updated}, {Envelope("u.data", "u.schema_version", "now()", updated)} FROM {rows}
            """;
    }

    private static string Insert(TableName table, string rows, string target) => $"""
        {NewRows(table, rows)}
        ON CONFLICT ({target}) DO NOTHING
        RETURNING {Head}
        """;

    private static string Upsert(TableName table, string rows, string target)
    {
        string updated = $"greatest(excluded.updated_at, {Updated} + (excluded.updated_at - excluded.created_at) + {Microsecond})";
        return $"""
            {NewRows(table, rows)}
            ON CONFLICT ({target}) DO UPDATE SET
              schema_version = excluded.schema_version, updated_at = {updated},
              data = excluded.data || jsonb_build_object('created_at', {Iso(Created)}, 'updated_at', {Iso(updated)})
            WHERE r.class_name = excluded.class_name
            RETURNING {Head}
            """;
    }

    private static string Update(TableName table, string rows)
    {
        string updated = $"greatest(now(), {Updated} + coalesce(u.increment, 1) * {Microsecond})";
        return $"""
            UPDATE {table} r SET
              schema_version = u.schema_version, updated_at = {updated}, data = {Envelope("u.data", "u.schema_version", Created, updated)}
            FROM {rows}
            WHERE r.class_name = u.class_name AND r.id = u.id
              AND (u.expected IS NULL OR {Version} = u.expected) AND (u.born IS NULL OR {Created} = u.born)
            RETURNING {Head}
            """;
    }
}
