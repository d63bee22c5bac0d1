using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Toast.AspNetCore;

/// <summary>Maps the endpoints that serve records as JSON. See docs/http.md.</summary>
public static class RecordEndpoints
{
    private const string ClassPattern = "/records/{" + PathReference.ClassNameKey + "}";
    private const string BatchPattern = ClassPattern + "/batch";
    private const string RecordPattern = ClassPattern + "/{" + PathReference.IdKey + "}";

    /// <summary>
    /// Maps <c>GET</c> and <c>POST /records/{class}</c>, <c>POST /records/{class}/batch</c>, <c>GET</c>, <c>HEAD</c>, <c>PUT</c> and
    /// <c>DELETE /records/{class}/{id}</c>, and <c>POST /validate</c> over the <see cref="IToast"/> of the application's services. Failures are answered as
    /// problem details with a stable <c>code</c>.
    /// </summary>
    /// <param name="endpoints">Where to map.</param>
    /// <param name="configure">Changes the options; null keeps the defaults.</param>
    /// <returns>The group, for authorisation, rate limits and the like.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <remarks>The endpoints ask for API keys if <c>services.AddToastApiKeys</c> was called, and for no authorisation else.</remarks>
    public static RouteGroupBuilder MapRecords(this IEndpointRouteBuilder endpoints, Action<RecordEndpointOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var options = new RecordEndpointOptions();
        configure?.Invoke(options);
        options.Check();

        var gate = new RecordGate(endpoints.ServiceProvider.GetService<ApiKeys>());
        TimeProvider time = endpoints.ServiceProvider.GetService<TimeProvider>() ?? TimeProvider.System;
        var bodies = new RequestBody(options, time);
        var writes = new WriteHandlers(bodies);
        var reads = new ReadHandlers(bodies, new BulkReader(options, time));
        var batches = new BatchHandlers(options, time);
        RouteGroupBuilder group = endpoints.MapGroup("");
        group.MapGet(ClassPattern, gate.Reads(ListHandlers.ListAsync));
        group.MapPost(ClassPattern, gate.Writes(writes.CreateAsync));
        group.MapPost(BatchPattern, gate.Writes(batches.CreateAsync));
        group.MapMethods(RecordPattern, [HttpMethods.Get, HttpMethods.Head], gate.Reads(ReadHandlers.GetAsync));
        group.MapPut(RecordPattern, gate.Writes(writes.PutAsync));
        group.MapDelete(RecordPattern, gate.Writes(WriteHandlers.DeleteAsync));
        group.MapPost("/validate", gate.Keyed(reads.ValidateAsync));
        return group;
    }
}
