namespace Toast.Client.Wire;

/// <summary>One page of a listing.</summary>
[GenerateSerializer, Immutable, Alias("toast.Listed")]
internal sealed class ListAnswer
{
    [Id(0)]
    public required Guid[] Ids { get; init; }

    /// <summary>One for each id, in order.</summary>
    [Id(1)]
    public required WireInfo[] Infos { get; init; }
}
