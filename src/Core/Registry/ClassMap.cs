namespace Toast.Registry;

/// <summary>
/// Which class lives in which store. A name stands for itself; a pattern ends with <c>*</c> and stands for every name that begins so, the longest match
/// first.
/// </summary>
internal sealed class ClassMap
{
    private readonly Dictionary<string, string> exact = new(StringComparer.Ordinal);
    private readonly (string Prefix, string Store)[] patterns;

    public ClassMap(IReadOnlyDictionary<string, string> classes)
    {
        foreach ((string name, string store) in classes.Where(entry => !IsPattern(entry.Key)))
        {
            exact.Add(name, store);
        }

        patterns = [.. classes.Where(entry => IsPattern(entry.Key)).Select(entry => (entry.Key[..^1], entry.Value)).OrderByDescending(entry => entry.Item1.Length)];
    }

    /// <summary>A map that only says which classes are in it.</summary>
    public static ClassMap Of(IEnumerable<string> classes) =>
        new(classes.Distinct(StringComparer.Ordinal).ToDictionary(name => name, _ => "", StringComparer.Ordinal));

    /// <summary>What is wrong with a name or pattern; null if nothing is.</summary>
    public static string? Check(string name) => !IsPattern(name) ? ClassNameRules.Check(name)
        : name.Length == 1 ? null
        : ClassNameRules.Check(name[..^1].TrimEnd('.'));

    public static bool IsPattern(string name) => name.EndsWith('*');

    /// <summary>The store of a class; null if it is not mapped.</summary>
    public string? StoreOf(string className)
    {
        if (exact.TryGetValue(className, out string? store))
        {
            return store;
        }

        foreach ((string prefix, string mapped) in patterns)
        {
            if (className.StartsWith(prefix, StringComparison.Ordinal))
            {
                return mapped;
            }
        }

        return null;
    }
}
