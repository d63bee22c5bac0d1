namespace Toast.Postgres;

/// <summary>The statements of Toast's own layout. Times are the server's; a record that has expired counts as missing.</summary>
internal static class ToastSql
{
    private const string Live = "(r.expires IS NULL OR r.expires > now())";

    private const string Head = "r.class_name, r.id, r.version, r.created, r.updated, r.expires";

    private const string Record = Head + ", r.schema_version, r.write_id, r.escaped, r.data";

    private const string Listed = "r.id, r.version, r.created, r.updated, r.expires, r.schema_version";

    private const string Expiry = "now() + u.lifetime * interval '1 microsecond'";

    private const string Increment = "coalesce(u.increment, 1)";

    private const string Escaped = "coalesce(u.escaped, false)";

    private const string NoWrite = "'00000000-0000-0000-0000-000000000000'";

    /// <summary>A write that had arrived before changes nothing; the look-up that follows finds it.</summary>
    private const string AnyRule = $"r.write_id <> excluded.write_id OR excluded.write_id = {NoWrite} OR r.expires <= now()";

    private const string MissingRule = "r.expires <= now()";

    public static RecordSql For(TableName table) => new()
    {
        UpsertOne = Insert(table, WriteRows.One, AnyRule),
        UpsertMany = Insert(table, WriteRows.Many, AnyRule),
        InsertOne = Insert(table, WriteRows.One, MissingRule),
        InsertMany = Insert(table, WriteRows.Many, MissingRule),
        InsertNew = Timed(Insert(table, WriteRows.Streamed)),
        InsertAlike = Timed(Insert(table, WriteRows.Alike)),
        UpdateOne = Update(table, WriteRows.OneCompared),
        UpdateMany = Update(table, WriteRows.ManyCompared),
        UpdateKnown = $"""
            UPDATE {table} r SET
              schema_version = $2, version = r.version + 1, updated = greatest(r.updated, now()), expires = NULL, write_id = u.write_id, escaped = false,
              data = u.data::jsonb
            FROM {WriteRows.Known}
            WHERE r.class_name = u.class_name AND r.id = u.id AND {Live} AND r.write_id <> u.write_id AND r.version = u.version AND r.created = u.created
            RETURNING u.place, r.updated
            """,
        LookUp = $"""
            SELECT {Head}, r.write_id FROM unnest($1::text[], $2::uuid[]) AS k (class_name, id)
            JOIN {table} r ON r.class_name = k.class_name AND r.id = k.id WHERE {Live}
            """,
        LoadOne = $"SELECT {Record} FROM {table} r WHERE r.class_name = $1 AND r.id = $2 AND {Live}",
        LoadMany = $"""
            SELECT {Record} FROM unnest($1::text[], $2::uuid[]) AS k (class_name, id)
            JOIN {table} r ON r.class_name = k.class_name AND r.id = k.id WHERE {Live}
            """,
        Info = $"SELECT {Listed} FROM {table} r WHERE r.class_name = $1 AND r.id = $2 AND {Live}",
        Store = $"""
            INSERT INTO {table} (class_name, id, schema_version, version, created, updated, expires, write_id, escaped, data)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (class_name, id) DO UPDATE SET schema_version = excluded.schema_version, version = excluded.version, created = excluded.created,
              updated = excluded.updated, expires = excluded.expires, write_id = excluded.write_id, escaped = excluded.escaped, data = excluded.data
            """,
        Delete = $"DELETE FROM {table} r WHERE r.class_name = $1 AND r.id = $2 AND {Live} RETURNING r.version",
        DeleteVersion = $"""
            DELETE FROM {table} r WHERE r.class_name = $1 AND r.id = $2 AND {Live} AND r.version = $3 AND ($4::timestamptz IS NULL OR r.created = $4)
            RETURNING r.version
            """,
        List = $"""
            SELECT {Listed} FROM {table} r
            WHERE r.class_name = $1 AND r.id > $2 AND {Live}
              AND ($3::timestamptz IS NULL OR r.updated >= $3) AND ($4::timestamptz IS NULL OR r.updated < $4)
            ORDER BY r.id LIMIT $5
            """,
        // An index-only scan of the key, as far as the table was vacuumed; the server runs it on several processes.
        Count = $"SELECT r.class_name, count(*) FROM {table} r GROUP BY r.class_name",
        Sweep = $"""
            DELETE FROM {table} WHERE ctid = ANY (ARRAY(SELECT r.ctid FROM {table} r WHERE r.expires <= now() LIMIT $1 FOR UPDATE SKIP LOCKED))
            """,
    };

    /// <summary>A write that answers with its time alone.</summary>
    private static string Timed(string write) => $"WITH written AS ({write}) SELECT now()";

    private static string Insert(TableName table, string rows) => $"""
        INSERT INTO {table} AS r (class_name, id, schema_version, version, created, updated, expires, write_id, escaped, data)
        SELECT u.class_name, u.id, u.schema_version, {Increment}, now(), now(), {Expiry}, u.write_id, {Escaped}, u.data FROM {rows}
        """;

    private static string Insert(TableName table, string rows, string rule) => $"""
        {Insert(table, rows)}
        ON CONFLICT (class_name, id) DO UPDATE SET
          schema_version = excluded.schema_version,
          version = CASE WHEN r.expires <= now() THEN 0 ELSE r.version END + excluded.version,
          created = CASE WHEN r.expires <= now() THEN excluded.created ELSE r.created END,
          updated = CASE WHEN r.expires <= now() THEN excluded.updated ELSE greatest(r.updated, excluded.updated) END,
          expires = excluded.expires, write_id = excluded.write_id, escaped = excluded.escaped, data = excluded.data
        WHERE {rule}
        RETURNING {Head}
        """;

    private static string Update(TableName table, string rows) => $"""
        UPDATE {table} r SET
          schema_version = u.schema_version, version = r.version + {Increment}, updated = greatest(r.updated, now()), expires = {Expiry},
          write_id = u.write_id, escaped = {Escaped}, data = u.data
        FROM {rows}
        WHERE r.class_name = u.class_name AND r.id = u.id AND {Live} AND (r.write_id <> u.write_id OR u.write_id = {NoWrite})
          AND (u.expected IS NULL OR r.version = u.expected) AND (u.born IS NULL OR r.created = u.born)
        RETURNING {Head}
        """;
}
