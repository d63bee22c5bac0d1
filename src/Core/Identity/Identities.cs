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

    private static readonly ConditionalWeakTable<object, Identity> Table = [];
    private static readonly RestoredInstances[] Restored = [.. Enumerable.Range(0, Shards).Select(_ => new RestoredInstances())];

    public static Identity Of(object model)
    {
        if (Table.TryGetValue(model, out Identity? known))
        {
            return known;
        }

        RestoredInstances restored = RestoredWith(model);
        lock (restored)
        {
            if (Table.TryGetValue(model, out known))
            {
                return known;
            }

            var identity = new Identity();
            if (restored.TryGet(model, out RestoredInstances.Bound bound))
            {
                identity.Bind(bound.Reference, bound.Key, bound.Version, bound.Created, bound.Content);
            }

            // In this order, so that a reader finds it in one of the two at any time.
            Table.Add(model, identity);
            restored.Remove(model);
            return identity;
        }
    }

    /// <summary>Binds an instance to the record it was just restored from.</summary>
    public static void Restore(object instance, RestoredInstances.Bound bound)
    {
        // Only a converter of the app's gives the same instance twice.
        if (Table.TryGetValue(instance, out _) || !RestoredWith(instance).TryAdd(instance, bound))
        {
            Of(instance).Bind(bound.Reference, bound.Key, bound.Version, bound.Created, bound.Content);
        }
    }

    public static ExternalReference? ReferenceOf(object model) =>
        Table.TryGetValue(model, out Identity? identity) ? identity.Reference
            : RestoredWith(model).TryGet(model, out RestoredInstances.Bound bound) ? bound.Reference
            : null;

    public static void Forget(object model)
    {
        RestoredInstances restored = RestoredWith(model);
        lock (restored)
        {
            Table.Remove(model);
            restored.Remove(model);
        }
    }

    private static RestoredInstances RestoredWith(object model) => Restored[(RuntimeHelpers.GetHashCode(model) >> ShardShift) & (Shards - 1)];
}
