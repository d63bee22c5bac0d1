using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Toast.AspNetCore;

/// <summary>Runs a request and answers whatever it throws as problem details.</summary>
internal static class ProblemGuard
{
    public static async Task RunAsync(HttpContext context, RequestDelegate handler)
    {
        Problem problem;
        try
        {
            await handler(context).ConfigureAwait(false);
            return;
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer any more; what was cancelled is the caller's own doing.
            return;
        }
        catch (ExternalStorageException failure)
        {
            // The engine has logged it, with code and reference.
            problem = ProblemTable.For(failure, Preconditions.IsSent(context.Request));
        }
        catch (Exception failure) when (Framing.ProblemOf(failure) is { } framing)
        {
            problem = framing;
        }
#pragma warning disable CA1031 // The edge: what nothing else has caught must not reach the caller, whatever it is.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            // The message may hold anything, a value included; type and place are enough to find the fault.
            Log.RequestBroke(Logger(context), failure.GetType().FullName, failure.StackTrace);
            problem = ProblemTable.InternalError;
        }

        if (context.Response.HasStarted)
        {
            // The status is out; a cut connection is the only way left to say that the answer is not whole.
            context.Abort();
            return;
        }

        context.Response.Clear();
        await ProblemAnswer.WriteAsync(context, problem).ConfigureAwait(false);
    }

    private static ILogger Logger(HttpContext context) =>
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Toast.AspNetCore");
}
