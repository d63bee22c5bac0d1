namespace Toast.Grains.Stores;

/// <summary>
/// A record as a storage provider of Orleans keeps it. Toast's own version stands inside: the provider's ETag only guards the write. Version 0 is no
/// record, as some providers give after a clear.
/// </summary>
[GenerateSerializer, Alias("toast.RecordState")]
internal sealed class RecordState
{
    [Id(0)]
    public long Version { get; set; }

    [Id(1)]
    public int SchemaVersion { get; set; }

    [Id(2)]
    public DateTimeOffset Created { get; set; }

    [Id(3)]
    public DateTimeOffset Updated { get; set; }

    [Id(4)]
    public DateTimeOffset? Expires { get; set; }

    [Id(5)]
    public Guid WriteId { get; set; }

    [Id(6)]
    public byte[] Data { get; set; } = [];

    public static RecordState Of(StoredRecord record) => new()
    {
        Version = record.Version,
        SchemaVersion = record.SchemaVersion,
        Created = record.Created,
        Updated = record.Updated,
        Expires = record.Expires,
        WriteId = record.WriteId,
        Data = record.Data.ToArray(),
    };

    public StoredRecord? ToRecord(RecordKey key) => Version == 0 ? null : new StoredRecord
    {
        Key = key,
        Data = Data,
        Version = Version,
        SchemaVersion = SchemaVersion,
        Created = Created,
        Updated = Updated,
        Expires = Expires,
        WriteId = WriteId,
    };
}
