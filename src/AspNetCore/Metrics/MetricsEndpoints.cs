using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Toast.AspNetCore;

/// <summary>Maps the endpoint that monitoring reads.</summary>
public static class MetricsEndpoints
{
    // https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>
    /// Maps <c>GET /metrics</c>, which shows what was measured since the host has started, as Prometheus reads it. Counting begins with this call. The
    /// labels hold names of classes and stores, never an id or a value.
    /// </summary>
    /// <param name="endpoints">Where to map.</param>
    /// <returns>The endpoint, for authorisation and the like.</returns>
    /// <exception cref="InvalidOperationException"><c>AddToastMetrics</c> was not called.</exception>
    public static IEndpointConventionBuilder MapToastMetrics(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        MetricsCollector collector = endpoints.ServiceProvider.GetService<MetricsCollector>()
            ?? throw new InvalidOperationException("The services collect no metrics. Call services.AddToastMetrics first.");
        return endpoints.MapGet("/metrics", (RequestDelegate)(context => ProblemGuard.RunAsync(context, inner => AnswerAsync(inner, collector))));
    }

    private static async Task AnswerAsync(HttpContext context, MetricsCollector collector)
    {
        var body = new ArrayBufferWriter<byte>(16 * 1024);
        collector.Write(body);
        HttpResponse response = context.Response;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        response.ContentLength = body.WrittenCount;
        await response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
    }
}
