namespace Toast.Engine;

/// <summary>
/// Starts work on a store. It may serve several callers, and would otherwise run in the context of whichever came first: with that caller's ambient
/// transaction, culture, span and synchronisation context, whose thread may be waiting for the work. Spans get their parents explicitly.
/// </summary>
internal static class CleanContext
{
    private static readonly ExecutionContext Empty = Make();

    /// <param name="work">Starts the work; what it awaits goes on in the same empty context.</param>
    /// <param name="state">What it works on.</param>
    public static void Run(ContextCallback work, object? state)
    {
        if (SynchronizationContext.Current is null)
        {
            ExecutionContext.Run(Empty, work, state);
        }
        else
        {
            RunElsewhere(work, state);
        }
    }

    /// <summary>Runs an operation that outlives its caller's patience, or whose end is final, whatever the caller's ambient transaction comes to.</summary>
    /// <param name="work">The operation.</param>
    /// <returns>Its task.</returns>
    public static Task<T> Run<T>(Func<Task<T>> work)
    {
        Task<T>? task = null;
        Run(_ => task = work(), null);
        return task!;
    }

    /// <summary>Leaves the thread's synchronisation context, which the thread gets back at the end. On its own, so that only who has one pays for the closure.</summary>
    private static void RunElsewhere(ContextCallback work, object? state) => ExecutionContext.Run(
        Empty,
        _ =>
        {
            SynchronizationContext.SetSynchronizationContext(null);
            work(state);
        },
        null);

    private static ExecutionContext Make()
    {
        ExecutionContext? empty = null;
        var thread = new Thread(() => empty = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return empty!;
    }
}
