namespace Toast.Client.Wire;

/// <summary>How a delete ended.</summary>
[GenerateSerializer, Immutable, Alias("toast.Deleted")]
internal readonly record struct DeleteAnswer
{
    [Id(0)]
    public WireStatus Status { get; init; }

    [Id(1)]
    public long ActualVersion { get; init; }
}
