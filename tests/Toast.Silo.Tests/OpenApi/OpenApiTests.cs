using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Toast.Silo.Tests.OpenApi;

public sealed class OpenApiTests(SiloServer server) : IClassFixture<SiloServer>
{
    [Fact]
    public async Task The_description_names_every_endpoint_with_every_method_and_no_other()
    {
        JsonElement document = await DocumentAsync();
        string[] described =
        [
            .. document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
                .Where(member => member.Name != "parameters").Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}")).Order(StringComparer.Ordinal),
        ];

        string[] served =
        [
            .. server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null)
                .SelectMany(endpoint => endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
                    .Select(method => $"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}")).Order(StringComparer.Ordinal),
        ];
        Assert.Equal(served, described);
    }

    [Fact]
    public async Task Every_name_that_is_referred_to_is_defined_and_every_definition_is_used()
    {
        JsonElement document = await DocumentAsync();
        HashSet<string> used = [];
        Collect(document, used);
        string[] defined =
        [
            .. document.GetProperty("components").EnumerateObject().Where(group => group.Name != "securitySchemes")
                .SelectMany(group => group.Value.EnumerateObject().Select(entry => $"#/components/{group.Name}/{entry.Name}")),
        ];

        Assert.Equal(defined.Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
    }

    private static void Collect(JsonElement element, HashSet<string> used)
    {
        foreach (JsonElement child in element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().Select(member => member.Value),
            JsonValueKind.Array => element.EnumerateArray(),
            _ => Enumerable.Empty<JsonElement>(),
        })
        {
            Collect(child, used);
        }

        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("$ref", out JsonElement reference))
        {
            used.Add(reference.GetString()!);
        }
    }

    private async Task<JsonElement> DocumentAsync()
    {
        using HttpResponseMessage response = await server.SendAsync(HttpMethod.Get, "/openapi/v1.json");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }
}
