using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Toast.AspNetCore;

/// <summary>Maps the description of the endpoints of a record server.</summary>
public static class OpenApiEndpoints
{
    private const string Resource = "Toast.AspNetCore.openapi.json";

    /// <summary>
    /// Maps <c>GET /openapi/v1.json</c>, the OpenAPI description of the endpoints that <c>MapRecords</c>, <c>MapToastHealth</c> and <c>MapToastMetrics</c>
    /// map. It is the same for every server, and open to everybody.
    /// </summary>
    /// <param name="endpoints">Where to map.</param>
    /// <returns>The endpoint.</returns>
    public static IEndpointConventionBuilder MapToastOpenApi(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        byte[] document = Read();
        return endpoints.MapGet("/openapi/v1.json", (RequestDelegate)(context =>
        {
            context.Response.ContentType = MediaTypes.Json;
            context.Response.ContentLength = document.Length;
            return context.Response.Body.WriteAsync(document, context.RequestAborted).AsTask();
        }));
    }

    private static byte[] Read()
    {
        using Stream resource = typeof(OpenApiEndpoints).Assembly.GetManifestResourceStream(Resource)!;
        byte[] document = new byte[resource.Length];
        resource.ReadExactly(document);
        return document;
    }
}
