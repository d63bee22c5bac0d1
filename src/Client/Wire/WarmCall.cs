namespace Toast.Client.Wire;

/// <summary>Asks one silo which of some records of a class it remembers.</summary>
[GenerateSerializer, Immutable, Alias("toast.Warm")]
internal sealed class WarmCall
{
    [Id(0)]
    public required WirePlace Place { get; init; }

    [Id(1)]
    public required string ClassName { get; init; }

    /// <summary>16 bytes for each id.</summary>
    [Id(2)]
    public required byte[] Ids { get; init; }
}
