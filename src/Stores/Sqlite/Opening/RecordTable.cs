namespace Toast.Sqlite;

/// <summary>The table that holds the records, and the marks that say so. docs/stores/sqlite.md explains each column.</summary>
internal static class RecordTable
{
    /// <summary>"Tost" in ASCII; <c>PRAGMA application_id</c> of every file of ours.</summary>
    public const long ApplicationId = 0x546F7374;

    /// <summary>The layout this build reads and writes; <c>PRAGMA user_version</c>.</summary>
    public const long FormatVersion = 1;

    // With a rowid on purpose: records are then appended, and only the small entries of the key's index go to random pages. WITHOUT ROWID writes
    // one page less for a lone record, but a batch of new ids dirties a page for each record (measured: 0.4 of the speed). The data comes last,
    // so that reading the version of a large record reads no overflow page.
    private const string Create = """
        CREATE TABLE records (
            class_name TEXT NOT NULL,
            id TEXT NOT NULL,
            schema_version INTEGER NOT NULL,
            version INTEGER NOT NULL,
            created INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            expires INTEGER,
            write_id BLOB NOT NULL,
            data TEXT NOT NULL,
            PRIMARY KEY (class_name, id)
        )
        """;

    // Records that never expire are not in it, so it costs them nothing.
    private const string CreateExpiryIndex = "CREATE INDEX records_expires ON records (expires) WHERE expires IS NOT NULL";

    public const string CountTables = "SELECT count(*) FROM sqlite_master";

    public const string FindTable = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'records'";

    /// <summary>Name, type, NOT NULL and place in the primary key of each column.</summary>
    public const string ReadShape = "SELECT name, upper(type), \"notnull\", pk FROM pragma_table_info('records') ORDER BY cid";

    public const int ShapeColumns = 4;

    /// <summary>All that makes an empty file a store, in order.</summary>
    public static readonly string[] Statements =
    [
        Create, CreateExpiryIndex, $"PRAGMA application_id = {ApplicationId}", $"PRAGMA user_version = {FormatVersion}",
    ];

    public static readonly string[] Shape =
    [
        "class_name TEXT 1 1", "id TEXT 1 2", "schema_version INTEGER 1 0", "version INTEGER 1 0", "created INTEGER 1 0",
        "updated INTEGER 1 0", "expires INTEGER 0 0", "write_id BLOB 1 0", "data TEXT 1 0",
    ];
}
