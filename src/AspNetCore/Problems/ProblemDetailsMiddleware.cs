using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>Answers failures anywhere in an application in the way of the record endpoints.</summary>
public static class ProblemDetailsMiddleware
{
    /// <summary>
    /// Answers every exception, and every error status without a body (an unknown path, a wrong method), as problem details with a stable
    /// <c>code</c>. No answer holds a stack trace, a type name, or a text of a driver.
    /// </summary>
    /// <param name="app">The application; call this first, so that all that follows is covered.</param>
    /// <returns>The application.</returns>
    public static IApplicationBuilder UseToastProblemDetails(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.Use(next =>
        {
            RequestDelegate answered = context => AnswerAsync(context, next);
            return context => ProblemGuard.RunAsync(context, answered);
        });
    }

    private static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        await next(context).ConfigureAwait(false);
        HttpResponse response = context.Response;
        bool hasBody = response.HasStarted || response.ContentLength > 0 || response.ContentType is not null;
        if (hasBody || response.StatusCode < StatusCodes.Status400BadRequest)
        {
            return;
        }

        if (ForStatus(response.StatusCode, isServed: context.GetEndpoint() is not null) is { } problem)
        {
            await ProblemAnswer.WriteAsync(context, problem).ConfigureAwait(false);
        }
    }

    private static Problem? ForStatus(int status, bool isServed) => status switch
    {
        StatusCodes.Status404NotFound when isServed => new Problem
        {
            Status = status,
            Code = ErrorCodes.NotFound,
            Detail = "What the path names was not found. Check the path.",
        },
        StatusCodes.Status404NotFound => new Problem
        {
            Status = status,
            Code = RequestCodes.UnknownPath,
            Detail = "Nothing is served under this path. Check the path.",
        },
        StatusCodes.Status405MethodNotAllowed => new Problem
        {
            Status = status,
            Code = RequestCodes.MethodNotAllowed,
            Detail = "The path is not served with this method. The Allow header names the methods that are.",
        },
        StatusCodes.Status400BadRequest => new Problem
        {
            Status = status,
            Code = RequestCodes.InvalidRequest,
            Detail = "The request is not valid for this server. Check its host name, path and headers.",
        },
        _ => null,
    };
}
