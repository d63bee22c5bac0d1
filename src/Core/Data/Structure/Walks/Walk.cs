using System.Runtime.CompilerServices;

namespace Toast.Data.Structure;

/// <summary>
/// One pass over a value or a JSON text: counts the depth, and notes the path an exception takes on its way out. The path costs nothing until
/// something fails: exception filters note it while the exception looks for its handler, so that nothing is caught and thrown again at each level
/// (which would use up the stack of a deep graph).
/// </summary>
internal abstract class Walk
{
    private readonly List<Step> steps = [];
    private Exception? traced;
    private int depth;

    /// <summary>The deepest level allowed; the root counts 1.</summary>
    public int MaxDepth { get; private set; }

    /// <summary>Levels entered and not left.</summary>
    public int Depth => depth;

    /// <summary>Enters one object or list.</summary>
    /// <exception cref="DataFault">It is one too deep.</exception>
    public void Enter()
    {
        if (++depth > MaxDepth || ((depth & 15) == 0 && !RuntimeHelpers.TryEnsureSufficientExecutionStack()))
        {
            throw Faults.TooDeep(MaxDepth);
        }
    }

    public void Leave() => depth--;

    /// <summary>For exception filters: notes that the exception passed through a member. Always false.</summary>
    public bool Pass(Exception exception, string member, object? container) => Pass(exception, new Step(member, -1, container));

    /// <summary>For exception filters: notes that the exception passed through a list position. Always false.</summary>
    public bool Pass(Exception exception, int index, object? container) => Pass(exception, new Step(null, index, container));

    /// <summary>Makes the fault that leaves the codec, with the noted path.</summary>
    public DataFault ToFault(Exception exception)
    {
        DataFault fault = exception as DataFault ?? Faults.FromForeign(exception);
        if (!ReferenceEquals(traced, exception))
        {
            return fault;
        }

        int first = 0;
        if (fault.Code == ErrorCodes.TooDeep && Repetition() is { } repetition)
        {
            // Shown up to where the first object comes again, not the whole way round until the limit.
            fault = Faults.Cycle();
            first = repetition;
        }

        for (int i = first; i < steps.Count; i++)
        {
            if (steps[i].Member is { } member)
            {
                fault.PrependMember(member);
            }
            else
            {
                fault.PrependIndex(steps[i].Index);
            }
        }

        return fault;
    }

    protected void Start(int maxDepth)
    {
        MaxDepth = maxDepth;
        depth = 0;
    }

    protected void Forget()
    {
        steps.Clear();
        traced = null;
    }

    private bool Pass(Exception exception, Step step)
    {
        // A converter may have swallowed an earlier exception, and the serializer wraps some; only the path of this one counts.
        if (!ReferenceEquals(traced, exception))
        {
            if (traced is null || !ReferenceEquals(exception.InnerException, traced))
            {
                steps.Clear();
            }

            traced = exception;
        }

        steps.Add(step);
        return false;
    }

    // Index of the innermost step to keep: the one that leads to the object met before. Steps run from the innermost outwards.
    private int? Repetition()
    {
        var met = new HashSet<object>(ReferenceEqualityComparer.Instance);
        for (int i = steps.Count - 1; i >= 0; i--)
        {
            if (steps[i].Container is { } container && !met.Add(container))
            {
                return i + 1;
            }
        }

        return null;
    }

    private readonly record struct Step(string? Member, int Index, object? Container);
}
