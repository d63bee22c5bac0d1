using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;

namespace Toast.AspNetCore.Tests;

/// <summary>References as parameters, which need nothing of Toast's endpoints.</summary>
public sealed class ReferenceTests
{
    private static readonly ExternalReference Reference = new("Note", Guid.Parse("0198c1de-7c60-7d3a-9f0e-3c5f6a1b2c3d"));

    [Fact]
    [Trait("Behaviour", "B-150")]
    public async Task B_150_a_reference_binds_in_routes_queries_and_bodies()
    {
        await using RunningApp app = await RunningApp.StartAsync(new ReferenceApp());
        using var body = new StringContent(Reference.ToJson(), Encoding.UTF8, "application/json");

        Assert.Equal(Reference.ToJson(), await app.Client.GetStringAsync($"/route/{Reference}"));
        Assert.Equal(Reference.ToJson(), await app.Client.GetStringAsync($"/query?reference={Reference}"));
        using HttpResponseMessage posted = await app.Client.PostAsync("/body", body);
        Assert.Equal(Reference.ToJson(), await posted.Content.ReadAsStringAsync());
    }

    [Fact]
    [Trait("Behaviour", "B-150")]
    public async Task B_150_text_that_is_no_reference_does_not_bind()
    {
        await using RunningApp app = await RunningApp.StartAsync(new ReferenceApp());

        using HttpResponseMessage answer = await app.Client.GetAsync("/query?reference=Note");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    [Trait("Behaviour", "B-150")]
    public async Task B_150_a_reference_shows_in_OpenAPI_as_two_required_strings()
    {
        await using RunningApp app = await RunningApp.StartAsync(new ReferenceApp());

        JsonElement document = JsonElement.Parse(await app.Client.GetStringAsync("/openapi/v1.json"));

        JsonElement schema = document.GetProperty("paths").GetProperty("/body").GetProperty("post").GetProperty("requestBody")
            .GetProperty("content").GetProperty("application/json").GetProperty("schema");
        schema = schema.TryGetProperty("$ref", out _) ? document.GetProperty("components").GetProperty("schemas").GetProperty("ExternalReference") : schema;
        Assert.Equal(["class_name", "id"], schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("string", schema.GetProperty("properties").GetProperty("class_name").GetProperty("type").GetString());
        Assert.Equal("uuid", schema.GetProperty("properties").GetProperty("id").GetProperty("format").GetString());
    }

    private sealed class ReferenceApp : TestApp
    {
        protected override void Map(WebApplication app)
        {
            app.MapGet("/route/{**reference}", (ExternalReference reference) => reference);
            app.MapGet("/query", (ExternalReference reference) => reference);
            app.MapPost("/body", ([FromBody] ExternalReference reference) => reference);
        }
    }
}
