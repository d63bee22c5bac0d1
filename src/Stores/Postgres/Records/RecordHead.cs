using Npgsql;

namespace Toast.Postgres;

/// <summary>What a write answers with: the first six columns of every statement.</summary>
internal readonly record struct RecordHead(RecordKey Key, long Version, DateTimeOffset Created, DateTimeOffset Updated, DateTimeOffset? Expires)
{
    public const int Columns = 6;

    public static RecordHead Read(NpgsqlDataReader reader) => new(
        new RecordKey(reader.GetString(0), reader.GetGuid(1)),
        reader.GetInt64(2),
        Time(reader, 3),
        Time(reader, 4),
        TimeOrNull(reader, 5));

    public SaveResult ToSaved() => new(SaveStatus.Saved, Version, Created, Updated, Expires);

    public static DateTimeOffset Time(NpgsqlDataReader reader, int column) => new(reader.GetDateTime(column));

    public static DateTimeOffset? TimeOrNull(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : Time(reader, column);
}
