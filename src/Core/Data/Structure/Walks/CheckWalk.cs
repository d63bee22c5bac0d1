namespace Toast.Data.Structure;

/// <summary>One check of validation attributes.</summary>
internal sealed class CheckWalk : PathWalk
{
    // The write that follows a check on dump keeps to the limit; a check of a restored instance must not refuse what was read.
    private const int HighestDepthLimit = 1_000;

    private readonly ICollection<Violation> violations;

    public CheckWalk(ICollection<Violation> violations, WriteScope? scope)
    {
        this.violations = violations;
        Scope = scope;
        Start(HighestDepthLimit);
    }

    /// <summary>Remembers lazy sequences; null where none can occur, on restored instances.</summary>
    public WriteScope? Scope { get; }

    public int Count => violations.Count;

    public void Report(string rule) => violations.Add(new Violation(Path(), rule));
}
