using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Toast.AspNetCore;

/// <summary>Maps the endpoints that serve records as JSON. See docs/http.md.</summary>
public static class RecordEndpoints
{
    private const string ClassPattern = "/records/{" + PathReference.ClassNameKey + "}";
    private const string RecordPattern = ClassPattern + "/{" + PathReference.IdKey + "}";

    /// <summary>
    /// Maps <c>POST /records/{class}</c>, <c>GET</c>, <c>HEAD</c>, <c>PUT</c> and <c>DELETE /records/{class}/{id}</c>, and <c>POST /validate</c>
    /// over the <see cref="IToast"/> of the application's services. Failures are answered as problem details with a stable <c>code</c>.
    /// </summary>
    /// <param name="endpoints">Where to map.</param>
    /// <param name="configure">Changes the options; null keeps the defaults.</param>
    /// <returns>The group, for authorisation, rate limits and the like.</returns>
    /// <remarks>The endpoints ask for no authorisation of their own.</remarks>
    public static RouteGroupBuilder MapRecords(this IEndpointRouteBuilder endpoints, Action<RecordEndpointOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var options = new RecordEndpointOptions();
        configure?.Invoke(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxRecordBytes, 1);

        var writes = new WriteHandlers(options.MaxRecordBytes);
        RouteGroupBuilder group = endpoints.MapGroup("");
        group.MapPost(ClassPattern, Guarded(writes.CreateAsync));
        group.MapMethods(RecordPattern, [HttpMethods.Get, HttpMethods.Head], Guarded(ReadHandlers.GetAsync));
        group.MapPut(RecordPattern, Guarded(writes.PutAsync));
        group.MapDelete(RecordPattern, Guarded(WriteHandlers.DeleteAsync));
        group.MapPost("/validate", Guarded(ReadHandlers.ValidateAsync));
        return group;
    }

    // The endpoints answer their own failures, so that they work in any application, whatever its error handling.
    private static RequestDelegate Guarded(RequestDelegate handler) => context => ProblemGuard.RunAsync(context, handler);
}
