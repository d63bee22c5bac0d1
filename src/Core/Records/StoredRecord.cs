namespace Toast;

/// <summary>What a store holds for one reference. Immutable; the data is never written to after the record was made.</summary>
public sealed record StoredRecord
{
    /// <summary>Class name and id.</summary>
    public required RecordKey Key { get; init; }

    /// <summary>The model data as one UTF-8 JSON value without byte order mark. The caller and the store must not change the bytes.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>The declared version of the shape of the data, from 1.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The version: 1 at the first write, one more at each acknowledged write.</summary>
    public long Version { get; init; } = 1;

    /// <summary>When the record was first written (UTC, microseconds). Never changes; together with the key it tells a record from one that was deleted and made again.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When the record was last written (UTC, microseconds). Never goes back.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>When the record expires (UTC), or null if it does not.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The id of the write that produced this content. A repeated write with the same id is recognised and changes nothing.</summary>
    public Guid WriteId { get; init; }

    /// <summary>What is known of the record besides its data.</summary>
    internal RecordInfo Info => new(Version, SchemaVersion, Created, Updated, Expires);
}
