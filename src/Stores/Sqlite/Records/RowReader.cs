using SQLitePCL;

namespace Toast.Sqlite;

/// <summary>
/// Reads rows of <see cref="RecordSql"/>. SQLite lets any column hold anything, and anyone may edit the file, so each column is checked.
/// </summary>
internal static class RowReader
{
    private const int GuidLength = 16;
    private const int HeadColumns = 6;

    private static readonly string[] Columns = ["schema_version", "version", "created", "updated", "expires", "write_id"];

    public static RecordHead ReadHead(Statement row, RecordKey key, Failures failures)
    {
        long schemaVersion = ReadNumber(row, 0, key, failures);
        if (schemaVersion is < 1 or > int.MaxValue)
        {
            throw failures.Corrupt(key, Columns[0], "a schema version from 1", "another number");
        }

        long version = ReadNumber(row, 1, key, failures);
        if (version < 1)
        {
            throw failures.Corrupt(key, Columns[1], "a version from 1", "another number");
        }

        return new RecordHead(
            (int)schemaVersion,
            version,
            ReadTime(row, 2, key, failures),
            ReadTime(row, 3, key, failures),
            row.KindOf(4) == raw.SQLITE_NULL ? null : ReadTime(row, 4, key, failures),
            ReadWriteId(row, 5, key, failures));
    }

    /// <summary>The data as it is, also if it is no JSON: that is for the engine to judge.</summary>
    public static byte[] ReadData(Statement row, RecordKey key, Failures failures)
    {
        // A BLOB is what readfile() of the sqlite3 shell leaves; its bytes are as good.
        int kind = row.KindOf(HeadColumns);
        return kind is raw.SQLITE_TEXT or raw.SQLITE_BLOB
            ? row.Bytes(HeadColumns).ToArray()
            : throw failures.Corrupt(key, "data", "text", KindName(kind));
    }

    /// <summary>The id of a listed row; null for text that no reference can name, which is then not a record.</summary>
    public static Guid? ReadId(Statement row)
    {
        if (row.KindOf(HeadColumns) != raw.SQLITE_TEXT)
        {
            return null;
        }

        ReadOnlySpan<byte> text = row.Bytes(HeadColumns);
        return text.IndexOfAnyInRange((byte)'A', (byte)'F') < 0 && Guid.TryParseExact(System.Text.Encoding.ASCII.GetString(text), "D", out Guid id)
            ? id
            : null;
    }

    private static long ReadNumber(Statement row, int column, RecordKey key, Failures failures)
    {
        int kind = row.KindOf(column);
        return kind == raw.SQLITE_INTEGER ? row.Number(column) : throw failures.Corrupt(key, Columns[column], "an integer", KindName(kind));
    }

    private static long ReadTime(Statement row, int column, RecordKey key, Failures failures)
    {
        long time = ReadNumber(row, column, key, failures);
        return Microseconds.IsTime(time) ? time : throw failures.Corrupt(key, Columns[column], "microseconds of a year from 1 to 9999", "another number");
    }

    private static Guid ReadWriteId(Statement row, int column, RecordKey key, Failures failures)
    {
        int kind = row.KindOf(column);
        ReadOnlySpan<byte> bytes = kind == raw.SQLITE_BLOB ? row.Bytes(column) : [];
        return bytes.Length == GuidLength ? new Guid(bytes, bigEndian: true) : throw failures.Corrupt(key, Columns[column], "16 bytes", KindName(kind));
    }

    private static string KindName(int kind) => kind switch
    {
        raw.SQLITE_INTEGER => "an integer",
        raw.SQLITE_FLOAT => "a real number",
        raw.SQLITE_TEXT => "text",
        raw.SQLITE_BLOB => "a blob",
        _ => "NULL",
    };
}
