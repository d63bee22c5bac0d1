namespace Toast.Engine;

/// <summary>
/// Starts work that serves several callers. It would otherwise run in the context of whichever caller came first: with that caller's ambient transaction,
/// culture and span.
/// </summary>
internal static class CleanContext
{
    private static readonly ExecutionContext Empty = Make();

    /// <param name="work">Starts the work; what it awaits goes on in the same empty context.</param>
    /// <param name="state">What it works on.</param>
    public static void Run(ContextCallback work, object state) => ExecutionContext.Run(Empty, work, state);

    private static ExecutionContext Make()
    {
        ExecutionContext? empty = null;
        var thread = new Thread(() => empty = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return empty!;
    }
}
