using System.Net;
using System.Text.Json;

namespace Toast.Silo.Tests.Keys;

/// <summary>A server that asks for keys.</summary>
public sealed class KeyServer : SiloServer
{
    public const string Full = "full-key-0123456789", Second = "second-key-0123456789", Reader = "reader-key-0123456789", Limited = "limited-key-0123456789";

    public KeyServer()
        : base(
            "--Toast:ApiKeys:app:Key", Full, "--Toast:ApiKeys:app-next:Key", Second, "--Toast:ApiKeys:report:Key", Reader, "--Toast:ApiKeys:report:ReadOnly", "true",
            "--Toast:ApiKeys:shop:Key", Limited, "--Toast:ApiKeys:shop:Classes:0", "Order", "--Toast:ApiKeys:shop:Classes:1", "Shop.*")
    {
    }
}

public sealed class KeyTests(KeyServer server) : IClassFixture<KeyServer>
{
    private const string Id = "0198c1de-7c60-7d3a-9f0e-3c5f6a1b2c3d";

    public static TheoryData<string, string> Requests() => new()
    {
        { "GET", "/records/Order" },
        { "POST", "/records/Order" },
        { "POST", "/records/Order/batch" },
        { "GET", $"/records/Order/{Id}" },
        { "HEAD", $"/records/Order/{Id}" },
        { "PUT", $"/records/Order/{Id}" },
        { "DELETE", $"/records/Order/{Id}" },
        { "POST", "/validate" },
        { "GET", "/metrics" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Without_a_key_nothing_is_served_but_health_and_the_description(string method, string path)
    {
        using HttpResponseMessage none = await SendAsync(method, path, null, "{}");
        using HttpResponseMessage unknown = await SendAsync(method, path, "unknown-key-0123456789", "{}");

        Assert.Equal(HttpStatusCode.Unauthorized, none.StatusCode);
        Assert.Equal("Bearer realm=\"Toast\"", none.Headers.WwwAuthenticate.Single().ToString());
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        Assert.Equal("Bearer realm=\"Toast\", error=\"invalid_token\"", unknown.Headers.WwwAuthenticate.Single().ToString());
        if (method != "HEAD")
        {
            await none.IsProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
            await unknown.IsProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
        }
    }

    [Theory]
    [InlineData("Basic OmZ1bGwta2V5LTAxMjM0NTY3ODk=")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData(KeyServer.Full)]
    [InlineData("Bearer full-key-012345678")]
    [InlineData("Bearer full-key-01234567890")]
    [InlineData("Bearer FULL-KEY-0123456789")]
    [InlineData("Bearer full-key-0123456789, second-key-0123456789")]
    public async Task Only_the_whole_key_as_a_bearer_token_opens(string authorization)
    {
        using HttpResponseMessage response = await server.SendAsync(HttpMethod.Get, "/records/Order", null, ("Authorization", authorization));

        await response.IsProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task A_key_of_a_megabyte_is_refused_like_any_other()
    {
        using HttpResponseMessage response = await server.SendAsync(
            HttpMethod.Get, "/records/Order", null, ("Authorization", $"Bearer {new string('a', 20_000)}"));

        await response.IsProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Theory]
    [InlineData(KeyServer.Full)]
    [InlineData(KeyServer.Second)]
    public async Task Every_configured_key_opens_everything(string key)
    {
        using HttpResponseMessage created = await SendAsync("POST", "/records/Order", key, """{"n":1}""");
        string path = created.Headers.Location!.ToString();
        using HttpResponseMessage read = await SendAsync("GET", path, key);
        using HttpResponseMessage metrics = await SendAsync("GET", "/metrics", key);
        using HttpResponseMessage deleted = await SendAsync("DELETE", path, key);

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(HttpStatusCode.OK, metrics.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
    }

    [Fact]
    public async Task A_read_only_key_reads_and_writes_nothing()
    {
        using HttpResponseMessage created = await SendAsync("POST", "/records/Order", KeyServer.Full, """{"n":1}""");
        string path = created.Headers.Location!.ToString();
        foreach (string request in new[] { "POST /records/Order", "POST /records/Order/batch", $"PUT {path}", $"DELETE {path}" })
        {
            using HttpResponseMessage refused = await SendAsync(request.Split(' ')[0], request.Split(' ')[1], KeyServer.Reader, """{"n":2}""");
            await refused.IsProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        }

        using HttpResponseMessage read = await SendAsync("GET", path, KeyServer.Reader);
        using HttpResponseMessage validated = await SendAsync("POST", "/validate", KeyServer.Reader, await created.Content.ReadAsStringAsync());
        Assert.Equal("""{"n":1}""", await read.Content.ReadAsStringAsync());
        Assert.Equal("""{"n":1}""", await validated.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("Order", true)]
    [InlineData("Shop.Item", true)]
    [InlineData("Orders", false)]
    [InlineData("Shop", false)]
    [InlineData("order", false)]
    public async Task A_key_that_is_limited_to_classes_opens_those_only(string className, bool opens)
    {
        using HttpResponseMessage created = await SendAsync("POST", $"/records/{className}", KeyServer.Full, """{"n":1}""");
        string path = created.Headers.Location!.ToString(), reference = await created.Content.ReadAsStringAsync();

        foreach (string request in new[] { $"GET {path}", $"GET /records/{className}/{Id}", $"GET /records/{className}", $"PUT {path}", "POST /validate" })
        {
            using HttpResponseMessage response = await SendAsync(
                request.Split(' ')[0], request.Split(' ')[1], KeyServer.Limited, request == "POST /validate" ? reference : """{"n":2}""");
            if (opens)
            {
                Assert.NotEqual(HttpStatusCode.Forbidden, response.StatusCode);
            }
            else
            {
                JsonElement problem = await response.IsProblemAsync(HttpStatusCode.Forbidden, "forbidden");
                Assert.Equal("The API key is limited to other classes. Use another one.", problem.GetProperty("detail").GetString());
            }
        }
    }

    [Fact]
    public async Task Among_many_references_only_those_of_other_classes_are_refused()
    {
        using HttpResponseMessage order = await SendAsync("POST", "/records/Order", KeyServer.Full, """{"n":1}""");
        using HttpResponseMessage other = await SendAsync("POST", "/records/Other", KeyServer.Full, """{"n":2}""");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/validate")
        {
            Content = Ndjson.Of(await order.Content.ReadAsStringAsync(), await other.Content.ReadAsStringAsync()),
        };
        request.Headers.Authorization = new("Bearer", KeyServer.Limited);

        using HttpResponseMessage response = await server.Client.SendAsync(request);

        JsonElement[] lines = await response.LinesAsync();
        Assert.Equal("""{"n":1}""", lines[0].GetProperty("data").GetRawText());
        Assert.Equal("forbidden", lines[1].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Health_is_open_and_lists_the_stores_for_callers_with_a_key_only()
    {
        using HttpResponseMessage live = await SendAsync("GET", "/health/live", null);
        using HttpResponseMessage stranger = await SendAsync("GET", "/health/ready", null);
        using HttpResponseMessage known = await SendAsync("GET", "/health/ready", KeyServer.Reader);

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal("""{"status":"up"}""", await stranger.Content.ReadAsStringAsync());
        Assert.Contains("\"stores\":[{", await known.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> SendAsync(string method, string path, string? key, string? json = null)
    {
        string? body = method is "POST" or "PUT" ? json : null;
        return key is null
            ? server.SendAsync(new HttpMethod(method), path, body)
            : server.SendAsync(new HttpMethod(method), path, body, ("Authorization", $"Bearer {key}"));
    }
}
