using System.Runtime.CompilerServices;

namespace Toast.Verbs.Bulk;

/// <summary>Where in a bulk each instance came first. A long stream is not kept in memory by it.</summary>
/// <param name="count">How many there are, if the caller has all of them in memory anyway, which is cheaper; else null.</param>
internal sealed class SeenInstances(int? count)
{
    private readonly Dictionary<object, int>? kept = count is { } all ? new(all, ReferenceEqualityComparer.Instance) : null;
    private readonly ConditionalWeakTable<object, StrongBox<int>> streamed = [];

    /// <summary>True at the first time an instance comes; else tells where it came first.</summary>
    public bool TryAdd(object instance, int position, out int first)
    {
        first = position;
        if (kept is not null)
        {
            return kept.TryAdd(instance, position) || !kept.TryGetValue(instance, out first);
        }

        if (streamed.TryGetValue(instance, out StrongBox<int>? seen))
        {
            first = seen.Value;
            return false;
        }

        streamed.Add(instance, new StrongBox<int>(position));
        return true;
    }
}
