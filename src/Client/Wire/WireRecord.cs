namespace Toast.Client.Wire;

/// <summary>A record on its way to a caller. A warm grain holds it in this form, and gives the same object to every caller in its process.</summary>
[GenerateSerializer, Immutable, Alias("toast.Record")]
internal sealed class WireRecord
{
    [Id(0)]
    public required ReadOnlyMemory<byte> Data { get; init; }

    [Id(1)]
    public required long Version { get; init; }

    [Id(2)]
    public required int SchemaVersion { get; init; }

    [Id(3)]
    public required DateTimeOffset Created { get; init; }

    [Id(4)]
    public required DateTimeOffset Updated { get; init; }

    [Id(5)]
    public DateTimeOffset? Expires { get; init; }

    [Id(6)]
    public Guid WriteId { get; init; }

    public RecordInfo Info => new(Version, SchemaVersion, Created, Updated, Expires);

    public static WireRecord Of(StoredRecord record) => new()
    {
        Data = record.Data,
        Version = record.Version,
        SchemaVersion = record.SchemaVersion,
        Created = record.Created,
        Updated = record.Updated,
        Expires = record.Expires,
        WriteId = record.WriteId,
    };

    public StoredRecord ToRecord(RecordKey key) => new()
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
