namespace Toast.Client.Wire;

/// <summary>Many reads in one message.</summary>
[GenerateSerializer, Immutable, Alias("toast.LoadMany")]
internal sealed class LoadManyCall
{
    [Id(0)]
    public required WireKey[] Keys { get; init; }

    /// <summary>What all of them have in common.</summary>
    [Id(1)]
    public required LoadCall Load { get; init; }
}
