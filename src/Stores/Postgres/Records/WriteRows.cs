namespace Toast.Postgres;

/// <summary>
/// The rows that a write brings, named <c>u</c>: arrays that are unnested, or plain parameters for one. Increments and escape marks may be missing, and are 1
/// and false then.
/// </summary>
internal static class WriteRows
{
    public const string Many = """
        unnest($1::text[], $2::uuid[], $3::int4[], $4::int8[], $5::int8[], $6::uuid[], $7::bool[], $8::jsonb[])
        AS u (class_name, id, schema_version, increment, lifetime, write_id, escaped, data)
        """;

    public const string One = """
        (SELECT $1::text AS class_name, $2::uuid AS id, $3::int4 AS schema_version, $4::int8 AS increment, $5::int8 AS lifetime, $6::uuid AS write_id,
                $7::bool AS escaped, $8::jsonb AS data) AS u
        """;

    /// <summary>With the version and the created time that must be found, or null.</summary>
    public const string ManyCompared = """
        unnest($1::text[], $2::uuid[], $3::int4[], $4::int8[], $5::int8[], $6::uuid[], $7::bool[], $8::jsonb[], $9::int8[], $10::timestamptz[])
        AS u (class_name, id, schema_version, increment, lifetime, write_id, escaped, data, expected, born)
        """;

    public const string OneCompared = """
        (SELECT $1::text AS class_name, $2::uuid AS id, $3::int4 AS schema_version, $4::int8 AS increment, $5::int8 AS lifetime, $6::uuid AS write_id,
                $7::bool AS escaped, $8::jsonb AS data, $9::int8 AS expected, $10::timestamptz AS born) AS u
        """;
}
