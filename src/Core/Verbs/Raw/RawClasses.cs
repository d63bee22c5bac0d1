using Toast.Registry;

namespace Toast.Verbs.Raw;

/// <summary>Classes that no model of this app describes: which are accepted, and where they live.</summary>
/// <param name="accepted">The accepted ones; null for every well-formed class.</param>
/// <param name="stores">The stores of classes that are not in the default one.</param>
internal sealed class RawClasses(ClassMap? accepted, ClassMap stores)
{
    /// <summary>True if the class is accepted by name or pattern, and not only because all are.</summary>
    public bool IsListed(string className) => accepted?.StoreOf(className) is not null;

    public bool Accepts(string className) => accepted is null || IsListed(className);

    /// <summary>The name of the store of a class; null for the default one.</summary>
    public string? StoreOf(string className) => stores.StoreOf(className);
}
