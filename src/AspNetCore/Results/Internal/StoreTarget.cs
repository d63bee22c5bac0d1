namespace Toast.AspNetCore;

/// <summary>The record that a model is to be stored in.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">The version that it must still have; null for any, and for none at all.</param>
internal sealed record StoreTarget(Guid Id, long? Version = null)
{
    /// <summary>The record of an instance that was dumped or restored.</summary>
    /// <exception cref="ArgumentException">It was neither.</exception>
    public static StoreTarget Of(object bound) => Identities.Of(bound).Bound is { } known
        ? new StoreTarget(known.Reference.Id, known.Version)
        : throw new ArgumentException($"The {bound.GetType().Name} to replace was neither dumped nor restored. Pass the one that was bound from the request.");
}
