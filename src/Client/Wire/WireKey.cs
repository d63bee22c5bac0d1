namespace Toast.Client.Wire;

/// <summary>A <see cref="RecordKey"/> on the wire.</summary>
[GenerateSerializer, Immutable, Alias("toast.Key")]
internal readonly record struct WireKey
{
    [Id(0)]
    public string ClassName { get; init; }

    [Id(1)]
    public Guid Id { get; init; }

    public static WireKey Of(RecordKey key) => new() { ClassName = key.ClassName, Id = key.Id };

    public RecordKey ToKey() => new(ClassName, Id);
}
