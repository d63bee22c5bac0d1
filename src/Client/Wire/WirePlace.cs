namespace Toast.Client.Wire;

/// <summary>Which store a call is about, by name only: no URL and no credential leaves the client.</summary>
[GenerateSerializer, Immutable, Alias("toast.Place")]
internal readonly record struct WirePlace
{
    [Id(0)]
    public PlaceKind Kind { get; init; }

    [Id(1)]
    public string? Store { get; init; }
}
