using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>Runs part of a request and answers the failures of Toast as problem details. Any other exception is the application's own and passes.</summary>
internal static class FailureGuard
{
    public static async Task RunAsync(HttpContext context, RequestDelegate handler)
    {
        try
        {
            await handler(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer any more.
        }
        catch (Exception failure) when (!context.Response.HasStarted && ProblemOf(context, failure) is not null)
        {
            await AnswerAsync(context, ProblemOf(context, failure)!).ConfigureAwait(false);
        }
    }

    /// <summary>The problem that a failure of Toast is answered as; null for any other exception.</summary>
    public static Problem? ProblemOf(HttpContext context, Exception failure) => failure switch
    {
        // The engine has logged it, with code and reference.
        ExternalStorageException storage => ProblemTable.For(storage, Preconditions.IsSent(context.Request)),
        RequestFault fault => fault.Problem,
        _ => null,
    };

    public static async Task AnswerAsync(HttpContext context, Problem problem)
    {
        context.Response.Clear();
        await ProblemAnswer.WriteAsync(context, problem).ConfigureAwait(false);
    }
}
