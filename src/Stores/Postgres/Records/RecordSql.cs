namespace Toast.Postgres;

/// <summary>
/// The statements of Toast's own layout. Times are the server's; a record that has expired counts as missing. Each statement comes for one record (plain
/// parameters) and for many (arrays that are unnested); both take the same parameters in the same order.
/// </summary>
internal sealed class RecordSql
{
    private const string ArrayRows = """
        unnest($1::text[], $2::uuid[], $3::int4[], $4::int8[], $5::int8[], $6::uuid[], $7::bool[], $8::jsonb[], $9::int8[], $10::timestamptz[])
        AS u (class_name, id, schema_version, increment, lifetime, write_id, escaped, data, expected, born)
        """;

    private const string OneRow = """
        (SELECT $1::text AS class_name, $2::uuid AS id, $3::int4 AS schema_version, $4::int8 AS increment, $5::int8 AS lifetime, $6::uuid AS write_id,
                $7::bool AS escaped, $8::jsonb AS data, $9::int8 AS expected, $10::timestamptz AS born) AS u
        """;

    private const string ArrayRowsOfInsert = """
        unnest($1::text[], $2::uuid[], $3::int4[], $4::int8[], $5::int8[], $6::uuid[], $7::bool[], $8::jsonb[])
        AS u (class_name, id, schema_version, increment, lifetime, write_id, escaped, data)
        """;

    private const string OneRowOfInsert = """
        (SELECT $1::text AS class_name, $2::uuid AS id, $3::int4 AS schema_version, $4::int8 AS increment, $5::int8 AS lifetime, $6::uuid AS write_id,
                $7::bool AS escaped, $8::jsonb AS data) AS u
        """;

    private const string Live = "(r.expires IS NULL OR r.expires > now())";

    private const string Head = "r.class_name, r.id, r.version, r.created, r.updated, r.expires";

    private const string Expiry = "now() + u.lifetime * interval '1 microsecond'";

    public RecordSql(TableName table)
    {
        (UpsertOne, UpsertMany) = (Insert(table, OneRowOfInsert, AnyRule), Insert(table, ArrayRowsOfInsert, AnyRule));
        (InsertOne, InsertMany) = (Insert(table, OneRowOfInsert, MissingRule), Insert(table, ArrayRowsOfInsert, MissingRule));
        (UpdateOne, UpdateMany) = (Update(table, OneRow), Update(table, ArrayRows));
        LookUp = $"""
            SELECT {Head}, r.write_id FROM unnest($1::text[], $2::uuid[]) AS k (class_name, id)
            JOIN {table} r ON r.class_name = k.class_name AND r.id = k.id WHERE {Live}
            """;
        LoadOne = $"SELECT {Head}, r.schema_version, r.write_id, r.escaped, r.data FROM {table} r WHERE r.class_name = $1 AND r.id = $2 AND {Live}";
        LoadMany = $"""
            SELECT {Head}, r.schema_version, r.write_id, r.escaped, r.data FROM unnest($1::text[], $2::uuid[]) AS k (class_name, id)
            JOIN {table} r ON r.class_name = k.class_name AND r.id = k.id WHERE {Live}
            """;
        Store = $"""
            INSERT INTO {table} (class_name, id, schema_version, version, created, updated, expires, write_id, escaped, data)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (class_name, id) DO UPDATE SET schema_version = excluded.schema_version, version = excluded.version, created = excluded.created,
              updated = excluded.updated, expires = excluded.expires, write_id = excluded.write_id, escaped = excluded.escaped, data = excluded.data
            """;
        Delete = $"DELETE FROM {table} r WHERE r.class_name = $1 AND r.id = $2 AND {Live} RETURNING r.version";
        DeleteVersion = $"""
            DELETE FROM {table} r WHERE r.class_name = $1 AND r.id = $2 AND {Live} AND r.version = $3 AND ($4::timestamptz IS NULL OR r.created = $4)
            RETURNING r.version
            """;
        List = $"""
            SELECT r.id, r.version, r.created, r.updated, r.expires, r.schema_version FROM {table} r
            WHERE r.class_name = $1 AND r.id > $2 AND {Live}
              AND ($3::timestamptz IS NULL OR r.updated >= $3) AND ($4::timestamptz IS NULL OR r.updated < $4)
            ORDER BY r.id LIMIT $5
            """;

        // The zero id cannot be stored through the verbs, but may be there; the first page begins before it.
        ListFirst = List.Replace("r.id > $2", "r.id >= $2", StringComparison.Ordinal);
        Sweep = $"""
            DELETE FROM {table} WHERE ctid = ANY (ARRAY(SELECT r.ctid FROM {table} r WHERE r.expires <= now() LIMIT $1 FOR UPDATE SKIP LOCKED))
            """;
    }

    public string UpsertOne { get; }

    public string UpsertMany { get; }

    public string InsertOne { get; }

    public string InsertMany { get; }

    public string UpdateOne { get; }

    public string UpdateMany { get; }

    public string LookUp { get; }

    public string LoadOne { get; }

    public string LoadMany { get; }

    public string Store { get; }

    public string Delete { get; }

    public string DeleteVersion { get; }

    public string List { get; }

    public string ListFirst { get; }

    public string Sweep { get; }

    /// <summary>A write that had arrived before changes nothing; it is found by the look-up that follows.</summary>
    private static string AnyRule => "r.write_id <> excluded.write_id OR r.expires <= now()";

    private static string MissingRule => "r.expires <= now()";

    private static string Insert(TableName table, string rows, string rule) => $"""
        INSERT INTO {table} AS r (class_name, id, schema_version, version, created, updated, expires, write_id, escaped, data)
        SELECT u.class_name, u.id, u.schema_version, u.increment, now(), now(), {Expiry}, u.write_id, u.escaped, u.data FROM {rows}
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
          schema_version = u.schema_version, version = r.version + u.increment, updated = greatest(r.updated, now()), expires = {Expiry},
          write_id = u.write_id, escaped = u.escaped, data = u.data
        FROM {rows}
        WHERE r.class_name = u.class_name AND r.id = u.id AND {Live} AND r.write_id <> u.write_id
          AND (u.expected IS NULL OR r.version = u.expected) AND (u.born IS NULL OR r.created = u.born)
        RETURNING {Head}
        """;
}
