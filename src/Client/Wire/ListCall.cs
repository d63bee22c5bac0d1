namespace Toast.Client.Wire;

/// <summary>A <see cref="ListRequest"/> on the wire.</summary>
[GenerateSerializer, Immutable, Alias("toast.List")]
internal sealed class ListCall
{
    [Id(0)]
    public required WirePlace Place { get; init; }

    [Id(1)]
    public required string ClassName { get; init; }

    [Id(2)]
    public Guid? After { get; init; }

    [Id(3)]
    public required int Limit { get; init; }

    [Id(4)]
    public DateTimeOffset? UpdatedSince { get; init; }

    [Id(5)]
    public DateTimeOffset? UpdatedBefore { get; init; }

    /// <summary>How long the caller waits from now on.</summary>
    [Id(6)]
    public required TimeSpan Budget { get; init; }

    public ListRequest ToRequest() => new(ClassName, After, Limit, UpdatedSince, UpdatedBefore);
}
