namespace Toast.Client.Wire;

/// <summary>Asks how many records a store holds.</summary>
[GenerateSerializer, Immutable, Alias("toast.Count")]
internal sealed class CountCall
{
    [Id(0)]
    public required WirePlace Place { get; init; }

    /// <summary>How long the caller waits from now on.</summary>
    [Id(1)]
    public required TimeSpan Budget { get; init; }
}
