using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>
/// What stands before every record endpoint: the API key, and the answer to failures. The endpoints answer their own failures, so that they work in any
/// application, whatever its error handling.
/// </summary>
internal sealed class RecordGate(ApiKeys? keys)
{
    public RequestDelegate Reads(RequestDelegate handler) => Guarded(handler, static (key, context) => key.RequireClass(PathReference.ClassName(context)));

    public RequestDelegate Writes(RequestDelegate handler) => Guarded(handler, static (key, context) => key.RequireWrite(PathReference.ClassName(context)));

    /// <summary>For requests whose path names no class: the handler gets the key to ask for each it meets.</summary>
    public RequestDelegate Keyed(Func<HttpContext, ApiKey, Task> handler) =>
        context => ProblemGuard.RunAsync(context, guarded => handler(guarded, keys?.Admit(guarded) ?? ApiKey.Anonymous));

    private RequestDelegate Guarded(RequestDelegate handler, Action<ApiKey, HttpContext> check)
    {
        if (keys is null)
        {
            return context => ProblemGuard.RunAsync(context, handler);
        }

        RequestDelegate admitted = context =>
        {
            check(keys.Admit(context), context);
            return handler(context);
        };
        return context => ProblemGuard.RunAsync(context, admitted);
    }
}
