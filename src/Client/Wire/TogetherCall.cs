namespace Toast.Client.Wire;

/// <summary>Plain writes of a class that one silo can do at once, because their records are new, or their grains are there and have nothing else to do.</summary>
[GenerateSerializer, Immutable, Alias("toast.Together")]
internal sealed class TogetherCall
{
    [Id(0)]
    public required WirePlace Place { get; init; }

    [Id(1)]
    public required string ClassName { get; init; }

    /// <summary>As <see cref="PackedSaves"/> writes them.</summary>
    [Id(2)]
    public required byte[] Saves { get; init; }

    /// <summary>How long the callers wait from now on.</summary>
    [Id(3)]
    public required TimeSpan Budget { get; init; }

    /// <summary>True if one caller has brought all of them.</summary>
    [Id(4)]
    public bool IsOfBulk { get; init; }
}
