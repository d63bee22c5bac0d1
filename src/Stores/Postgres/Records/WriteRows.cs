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

    /// <summary>
    /// As <see cref="Many"/>, at less cost for many rows: the server neither keeps the arrays' rows before it inserts the first, nor all the data as JSONB beside
    /// it. The data comes as text; class names and schema versions that are all the same come once.
    /// </summary>
    public const string Streamed = """
        (SELECT coalesce(a.class_name, ($1::text[])[1]) AS class_name, a.id, coalesce(a.schema_version, ($3::int4[])[1]) AS schema_version,
                a.increment, a.lifetime, a.write_id, a.escaped, a.data::jsonb AS data
         FROM (SELECT unnest($1::text[]) AS class_name, unnest($2::uuid[]) AS id, unnest($3::int4[]) AS schema_version, unnest($4::int8[]) AS increment,
                      unnest($5::int8[]) AS lifetime, unnest($6::uuid[]) AS write_id, unnest($7::bool[]) AS escaped, unnest($8::text[]) AS data) AS a) AS u
        """;

    /// <summary>
    /// As <see cref="Streamed"/>, of one class and schema version, with nothing that a write may also bring. The server leaves out what is null before it begins.
    /// </summary>
    public const string Alike = """
        (SELECT $1::text AS class_name, a.id, $2::int4 AS schema_version, NULL::int8 AS increment, NULL::int8 AS lifetime, a.write_id, NULL::bool AS escaped,
                a.data::jsonb AS data
         FROM (SELECT unnest($3::uuid[]) AS id, unnest($4::uuid[]) AS write_id, unnest($5::text[]) AS data) AS a) AS u
        """;

    /// <summary>
    /// Rows of one class and schema version over known versions, each with the class and a number that is sent: compared with a parameter, or numbered by a function,
    /// of which the server expects a thousand rows, a table without statistics would be read as a whole for a few rows.
    /// </summary>
    public const string Known = """
        (SELECT $1::text AS class_name, unnest($8::int4[]) AS place, unnest($3::uuid[]) AS id, unnest($4::uuid[]) AS write_id, unnest($5::text[]) AS data,
                unnest($6::int8[]) AS version, unnest($7::timestamptz[]) AS created) AS u
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
