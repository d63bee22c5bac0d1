namespace Toast.Client.Wire;

/// <summary>A record without its data.</summary>
[GenerateSerializer, Immutable, Alias("toast.Info")]
internal sealed class WireInfo
{
    [Id(0)]
    public required long Version { get; init; }

    [Id(1)]
    public required int SchemaVersion { get; init; }

    [Id(2)]
    public required DateTimeOffset Created { get; init; }

    [Id(3)]
    public required DateTimeOffset Updated { get; init; }

    [Id(4)]
    public DateTimeOffset? Expires { get; init; }

    public static WireInfo Of(RecordInfo info) => new()
    {
        Version = info.Version,
        SchemaVersion = info.SchemaVersion,
        Created = info.Created,
        Updated = info.Updated,
        Expires = info.Expires,
    };

    public RecordInfo ToInfo() => new(Version, SchemaVersion, Created, Updated, Expires);
}
