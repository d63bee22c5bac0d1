namespace Toast.Postgres;

/// <summary>
/// The statements of the compatible layout. A record's version is its updated time in microseconds since 1970, so that a write from Python changes it too;
/// each write moves the time on by a microsecond at least.
/// </summary>
internal sealed class PydanticToastSql(TableName table)
{
    private const string Version = "(extract(epoch FROM coalesce(r.updated_at, 'epoch'))::numeric * 1000000)::int8";

    private const string Moved = "greatest(clock_timestamp(), coalesce(r.updated_at, 'epoch') + interval '1 microsecond')";

    private const string Head =
        $"r.class_name::text, r.id, {Version}, coalesce(r.created_at, 'epoch'), coalesce(r.updated_at, 'epoch'), NULL::timestamptz";

    private const string Matches =
        $"r.class_name = $1 AND r.id = $2 AND ($3::int8 IS NULL OR {Version} = $3) AND ($4::timestamptz IS NULL OR coalesce(r.created_at, 'epoch') = $4)";

    public string Upsert { get; } = $"""
        INSERT INTO {table} AS r (class_name, id, schema_version, data, created_at, updated_at)
        SELECT $1::text, $2::uuid, $3::int4, $4::jsonb, t.now, t.now FROM clock_timestamp() AS t (now)
        ON CONFLICT (id) DO UPDATE SET schema_version = excluded.schema_version, data = excluded.data, updated_at = {Moved}
        WHERE r.class_name = excluded.class_name
        RETURNING {Head}
        """;

    public string Insert { get; } = $"""
        INSERT INTO {table} AS r (class_name, id, schema_version, data, created_at, updated_at)
        SELECT $1::text, $2::uuid, $3::int4, $4::jsonb, t.now, t.now FROM clock_timestamp() AS t (now)
        ON CONFLICT (id) DO NOTHING
        RETURNING {Head}
        """;

    public string Update { get; } = $"""
        UPDATE {table} r SET schema_version = $5, data = $6, updated_at = {Moved} WHERE {Matches} RETURNING {Head}
        """;

    public string Store { get; } = $"""
        INSERT INTO {table} AS r (class_name, id, schema_version, data, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (id) DO UPDATE SET schema_version = excluded.schema_version, data = excluded.data, created_at = excluded.created_at,
          updated_at = excluded.updated_at WHERE r.class_name = excluded.class_name
        RETURNING {Head}
        """;

    public string Delete { get; } = $"DELETE FROM {table} r WHERE {Matches} RETURNING {Head}";

    /// <summary>Finds by the id alone: it may belong to a record of another class.</summary>
    public string LookUp { get; } = $"SELECT {Head} FROM {table} r WHERE r.id = $1";

    public string Load { get; } = $"SELECT {Head}, coalesce(r.schema_version, 1), r.data FROM {table} r WHERE r.class_name = $1 AND r.id = $2";

    public string List { get; } = $"""
        SELECT {Head}, coalesce(r.schema_version, 1) FROM {table} r
        WHERE r.class_name = $1 AND ($2::uuid IS NULL OR r.id > $2)
          AND ($3::timestamptz IS NULL OR r.updated_at >= $3) AND ($4::timestamptz IS NULL OR r.updated_at < $4)
        ORDER BY r.id LIMIT $5
        """;
}
