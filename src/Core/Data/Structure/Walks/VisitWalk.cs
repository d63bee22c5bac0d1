namespace Toast.Data.Structure;

/// <summary>One look for the children of an instance.</summary>
internal sealed class VisitWalk : PathWalk
{
    public VisitWalk(WriteScope scope, IChildVisitor visitor)
    {
        Scope = scope;
        Visitor = visitor;
        Start(scope.Limits.MaxDepth);
    }

    public WriteScope Scope { get; }

    public IChildVisitor Visitor { get; }
}
