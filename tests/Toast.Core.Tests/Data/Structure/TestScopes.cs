using Toast.Data;

namespace Toast.Core.Tests.Data.Structure;

/// <summary>Gives each child a reference of its own.</summary>
internal sealed class TestWriteScope(JsonLimits? limits = null) : WriteScope(limits ?? JsonLimits.Default)
{
    public Dictionary<object, ExternalReference> References { get; } = new(ReferenceEqualityComparer.Instance);

    public override ExternalReference ReferenceOf(object child)
    {
        if (!References.TryGetValue(child, out ExternalReference? reference))
        {
            References.Add(child, reference = new ExternalReference(child.GetType().Name, Guid.NewGuid()));
        }

        return reference;
    }

    public override ExternalReference ReferenceOf(IExternalLink link) => link.Reference ?? ReferenceOf(link.Value!);
}

/// <summary>Finds the children a write scope gave references to.</summary>
internal sealed class TestReadScope(TestWriteScope written) : ReadScope(JsonLimits.Default, fromStore: true)
{
    public override object? Resolve(ExternalReference reference, Type declaredType) =>
        written.References.Single(entry => entry.Value == reference).Key;
}

/// <summary>Notes what it is shown.</summary>
internal sealed class Noted : IChildVisitor, IReferenceSink
{
    public List<(object Child, Type Declared, string Path)> Children { get; } = [];

    public List<(IExternalLink Link, string Path)> Links { get; } = [];

    public List<(ExternalReference Reference, Type Declared, string Path)> References { get; } = [];

    public void Eager(object child, Type declaredType, Func<string> path) => Children.Add((child, declaredType, path()));

    public void Lazy(IExternalLink external, Func<string> path) => Links.Add((external, path()));

    public void Found(ExternalReference reference, Type declaredType, Func<string> path) => References.Add((reference, declaredType, path()));
}
