using System.Runtime.CompilerServices;

namespace Toast.Verbs.Bulk;

/// <summary>Where in a bulk each instance came first. A long stream is not kept in memory by it.</summary>
/// <param name="count">How many there are, if the caller has all of them in memory anyway, which is cheaper; else null.</param>
internal sealed class SeenInstances(int? count)
{
    /// <summary>
    /// How many instances one table is for: few enough for it to be no large object, which would outlive the bulk, and its instances with it, until the next
    /// full collection.
    /// </summary>
    private const int TableSize = 1024;

    private readonly Dictionary<object, int>[]? kept = count is { } all ? TablesFor(all) : null;
    private readonly ConditionalWeakTable<object, StrongBox<int>> streamed = [];

    /// <summary>True at the first time an instance comes; else tells where it came first.</summary>
    public bool TryAdd(object instance, int position, out int first)
    {
        first = position;
        if (kept is not null)
        {
            Dictionary<object, int> table = kept[RuntimeHelpers.GetHashCode(instance) % kept.Length];
            return table.TryAdd(instance, position) || !table.TryGetValue(instance, out first);
        }

        if (streamed.TryGetValue(instance, out StrongBox<int>? seen))
        {
            first = seen.Value;
            return false;
        }

        streamed.Add(instance, new StrongBox<int>(position));
        return true;
    }

    private static Dictionary<object, int>[] TablesFor(int count)
    {
        var tables = new Dictionary<object, int>[(count / TableSize) + 1];
        for (int i = 0; i < tables.Length; i++)
        {
            // With some room, as no hash fills all of them alike.
            tables[i] = new Dictionary<object, int>(count / tables.Length * 9 / 8, ReferenceEqualityComparer.Instance);
        }

        return tables;
    }
}
