namespace Toast.AspNetCore;

/// <summary>Metadata of an endpoint that takes models.</summary>
/// <param name="All">The parameters, in their order.</param>
internal sealed record ModelParameters(IReadOnlyList<ModelParameter> All);
