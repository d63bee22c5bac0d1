using System.Runtime.CompilerServices;

namespace Toast;

/// <summary>
/// Which record an instance belongs to, kept beside the instance and not in it: equality, <c>with</c> and clones know nothing of it, so a copy is
/// a new record.
/// </summary>
internal static class Identities
{
    private const int Shards = 16;
    private const int ShardShift = 20;

    private static readonly KnownInstances[] Known = [.. Enumerable.Range(0, Shards).Select(_ => new KnownInstances())];

    public static Identity Of(object model) => KnownWith(model).IdentityOf(model);

    /// <summary>Binds an instance to the record it was just restored from.</summary>
    public static void Restore(object instance, KnownInstances.Bound bound)
    {
        // Only a converter of the app's gives the same instance twice.
        if (!KnownWith(instance).TryAdd(instance, bound))
        {
            Of(instance).Bind(bound.Reference!, bound.Key, bound.Version, bound.Created, bound.Content);
        }
    }

    public static ExternalReference? ReferenceOf(object model) => KnownWith(model).ReferenceOf(model);

    public static void Forget(object model) => KnownWith(model).Remove(model);

    private static KnownInstances KnownWith(object model) => Known[(RuntimeHelpers.GetHashCode(model) >> ShardShift) & (Shards - 1)];
}
