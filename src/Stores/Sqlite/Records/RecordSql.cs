namespace Toast.Sqlite;

/// <summary>The statements. All that write a record share the numbering of their parameters, see <see cref="RecordBinder"/>.</summary>
internal static class RecordSql
{
    // One descent of the b-tree; a record that is there already ends it without a write.
    public const string Insert = """
        INSERT INTO records (class_name, id, schema_version, version, created, updated, expires, write_id, data)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        ON CONFLICT (class_name, id) DO NOTHING
        """;

    // Runs after Head in the same transaction, which holds the write lock: what Head saw is what this changes.
    public const string Update = """
        UPDATE records
        SET schema_version = ?3, version = ?4, created = ?5, updated = ?6, expires = ?7, write_id = ?8, data = ?9
        WHERE class_name = ?1 AND id = ?2
        """;

    // Search of the primary key; the data, last in the row, is not touched.
    public const string Head =
        "SELECT schema_version, version, created, updated, expires, write_id FROM records WHERE class_name = ?1 AND id = ?2";

    public const string Load =
        "SELECT schema_version, version, created, updated, expires, write_id, data FROM records WHERE class_name = ?1 AND id = ?2";

    public const string Delete = "DELETE FROM records WHERE class_name = ?1 AND id = ?2";

    // A range of the primary key, which is also the order. The page ends where the reader stops stepping.
    public const string List = """
        SELECT schema_version, version, created, updated, expires, write_id, id FROM records
        WHERE class_name = ?1 AND id > ?2 AND (expires IS NULL OR expires > ?3) AND updated >= ?4 AND updated < ?5
        ORDER BY id
        """;

    // A range of the key's index, which holds all that is read: a few milliseconds for so many entries. Blobs, which come after all text, are no keys.
    public const string CountSome =
        "SELECT count(*), max(id) FROM (SELECT id FROM records WHERE class_name = ?1 AND id > ?2 AND id < x'' ORDER BY id LIMIT 100000)";

    // One descent of the same index.
    public const string NextClass = "SELECT class_name FROM records WHERE class_name > ?1 AND class_name < x'' ORDER BY class_name LIMIT 1";

    // A range of the partial index, a few hundred rows at a time, so that a sweep never holds the write lock for long.
    public const string Sweep = """
        DELETE FROM records WHERE (class_name, id) IN (
            SELECT class_name, id FROM records WHERE expires IS NOT NULL AND expires <= ?1 ORDER BY expires LIMIT ?2)
        """;

    public const string Probe = "SELECT 1 FROM records LIMIT 1";
}
