namespace Toast.Sqlite;

/// <summary>A row without its key and data; times in microseconds.</summary>
internal readonly record struct RecordHead(int SchemaVersion, long Version, long Created, long Updated, long? Expires, Guid WriteId)
{
    /// <summary>False from the microsecond the record expires.</summary>
    public bool IsLive(long now) => Expires is not { } end || end > now;

    public RecordInfo ToInfo() =>
        new(Version, SchemaVersion, Microseconds.ToTime(Created), Microseconds.ToTime(Updated), ExpiryTime());

    public SaveResult ToSaved() =>
        new(SaveStatus.Saved, Version, Microseconds.ToTime(Created), Microseconds.ToTime(Updated), ExpiryTime());

    public StoredRecord ToRecord(RecordKey key, ReadOnlyMemory<byte> data) => new()
    {
        Key = key,
        Data = data,
        SchemaVersion = SchemaVersion,
        Version = Version,
        Created = Microseconds.ToTime(Created),
        Updated = Microseconds.ToTime(Updated),
        Expires = ExpiryTime(),
        WriteId = WriteId,
    };

    private DateTimeOffset? ExpiryTime() => Expires is { } end ? Microseconds.ToTime(end) : null;
}
