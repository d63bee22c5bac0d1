using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>Answers failures of Toast that reach <c>app.UseExceptionHandler()</c>.</summary>
internal sealed class StorageExceptionHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (FailureGuard.ProblemOf(httpContext, exception) is not { } problem)
        {
            return false;
        }

        await FailureGuard.AnswerAsync(httpContext, problem).ConfigureAwait(false);
        return true;
    }
}
