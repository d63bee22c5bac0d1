namespace Toast.Data.Structure;

/// <summary>A place in a value or text, as a chain towards the root. Its text is only made when asked for.</summary>
internal sealed class PathNode(PathNode? parent, string? member, int index)
{
    public PathNode? Parent { get; } = parent;

    public string Text()
    {
        var parts = new List<string>();
        for (PathNode? node = this; node is not null; node = node.Parent)
        {
            parts.Add(node.Segment());
        }

        parts.Reverse();
        return string.Concat(parts);
    }

    private string Segment() => Parent is null ? "$" : member is null ? DataPath.Index(index) : DataPath.Member(member);
}
