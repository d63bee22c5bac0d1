namespace Toast.AspNetCore;

/// <summary>A model whose record is in the store.</summary>
/// <param name="Reference">The reference.</param>
/// <param name="Version">The version the record has.</param>
/// <param name="IsNew">True if the request made the record.</param>
internal sealed record StoredModel(ExternalReference Reference, long Version, bool IsNew);
