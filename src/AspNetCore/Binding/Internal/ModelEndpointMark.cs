namespace Toast.AspNetCore;

/// <summary>Metadata of an endpoint whose models Toast takes and gives, also where it takes none.</summary>
internal sealed class ModelEndpointMark
{
    public static ModelEndpointMark Instance { get; } = new();
}
