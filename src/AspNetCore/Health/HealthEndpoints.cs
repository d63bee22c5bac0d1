using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Toast.AspNetCore;

/// <summary>Maps the endpoints that orchestrators and load balancers ask.</summary>
public static class HealthEndpoints
{
    /// <summary>
    /// Maps <c>GET /health/live</c>, which answers 200 as long as the process answers at all and touches no store, and
    /// <c>GET /health/ready</c>, which asks every store and answers 200 when all are up, else 503. Each store is listed as up or down. Both are open to callers
    /// without an API key, as probes of orchestrators are; where keys are in use, such callers get the sum and no list.
    /// </summary>
    /// <param name="endpoints">Where to map.</param>
    /// <returns>The group, for host filters and the like.</returns>
    public static RouteGroupBuilder MapToastHealth(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var probe = new StoreProbe(endpoints.ServiceProvider.GetService<TimeProvider>() ?? TimeProvider.System);
        ApiKeys? keys = endpoints.ServiceProvider.GetService<ApiKeys>();
        RouteGroupBuilder group = endpoints.MapGroup("/health");
        group.MapMethods("/live", [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)(context => AnswerAsync(context, [])));
        group.MapMethods(
            "/ready",
            [HttpMethods.Get, HttpMethods.Head],
            (RequestDelegate)(context => ProblemGuard.RunAsync(context, inner => ReadyAsync(inner, probe, keys))));
        return group;
    }

    private static async Task ReadyAsync(HttpContext context, StoreProbe probe, ApiKeys? keys)
    {
        bool seesStores = keys is null || keys.IsOpenTo(context);
        IReadOnlyList<StoreHealth> stores = await probe.AskAsync(context.RequestServices.GetRequiredService<IToast>())
            .WaitAsync(context.RequestAborted).ConfigureAwait(false);
        await AnswerAsync(context, stores, seesStores).ConfigureAwait(false);
    }

    private static async Task AnswerAsync(HttpContext context, IReadOnlyList<StoreHealth> stores, bool seesStores = true)
    {
        bool isUp = stores.All(store => store.IsUp);
        var body = new ArrayBufferWriter<byte>(256);
        Write(body, isUp, seesStores ? stores : []);
        HttpResponse response = context.Response;
        response.StatusCode = isUp ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        response.Headers.CacheControl = "no-store";
        response.ContentType = "application/json";
        response.ContentLength = body.WrittenCount;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static void Write(ArrayBufferWriter<byte> body, bool isUp, IReadOnlyList<StoreHealth> stores)
    {
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("status"u8, Word(isUp));
        if (stores.Count > 0)
        {
            json.WriteStartArray("stores"u8);
            foreach (StoreHealth store in stores)
            {
                json.WriteStartObject();
                json.WriteString("store"u8, store.Store);
                json.WriteString("status"u8, Word(store.IsUp));
                if (store.Code is { } code)
                {
                    json.WriteString("code"u8, code);
                }

                WriteSettings(json, store);

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteSettings(Utf8JsonWriter json, StoreHealth store)
    {
        if (store.Settings.Count > 0)
        {
            json.WriteStartObject("settings"u8);
            foreach ((string name, string value) in store.Settings)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        if (store.Warnings.Count > 0)
        {
            json.WriteStartArray("warnings"u8);
            foreach (string warning in store.Warnings)
            {
                json.WriteStringValue(warning);
            }

            json.WriteEndArray();
        }
    }

    private static string Word(bool isUp) => isUp ? "up" : "down";
}
