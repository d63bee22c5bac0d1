using System.Net;
using System.Text;
using System.Text.Json;

namespace Toast.Silo.Tests.Records;

public sealed class BodyTests(RecordServer server) : IClassFixture<RecordServer>
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private static readonly Dictionary<string, byte[]> NotStrictJson = new()
    {
        ["nothing"] = [],
        ["white space"] = " \n"u8.ToArray(),
        ["broken off"] = "{\"a\":"u8.ToArray(),
        ["duplicate key"] = "{\"a\":1,\"a\":2}"u8.ToArray(),
        ["duplicate key, escaped"] = "{\"a\":1,\"\\u0061\":2}"u8.ToArray(),
        ["duplicate key, deep"] = "{\"x\":[{\"y\":{\"a\":1,\"a\":2}}]}"u8.ToArray(),
        ["comment"] = "{\"a\":1/*c*/}"u8.ToArray(),
        ["trailing comma"] = "{\"a\":1,}"u8.ToArray(),
        ["text after the end"] = "{\"a\":1}x"u8.ToArray(),
        ["second object"] = "{\"a\":1}{}"u8.ToArray(),
        ["byte order mark"] = [.. ByteOrderMark, .. "{\"a\":1}"u8],
        ["invalid UTF-8"] = [.. "{\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8],
        ["single quotes"] = "{'a':1}"u8.ToArray(),
        ["unquoted key"] = "{a:1}"u8.ToArray(),
        ["NaN"] = "{\"a\":NaN}"u8.ToArray(),
        ["UTF-16"] = Encoding.Unicode.GetBytes("{\"a\":1}"),
    };

    public static TheoryData<string> NotStrictJsonNames() => [.. NotStrictJson.Keys];

    [Theory]
    [MemberData(nameof(NotStrictJsonNames))]
    [Trait("Behaviour", "B-410")]
    public async Task B_410_data_that_is_not_strict_json_is_refused(string what)
    {
        using HttpResponseMessage response = await server.PostAsync("/records/Note", NotStrictJson[what]);

        await response.IsProblemAsync(HttpStatusCode.BadRequest, "invalid_json");
    }

    [Theory]
    [MemberData(nameof(NotStrictJsonNames))]
    [Trait("Behaviour", "B-410")]
    public async Task B_410_a_reference_that_is_not_strict_json_is_refused(string what)
    {
        using HttpResponseMessage response = await server.PostAsync("/validate", NotStrictJson[what]);

        await response.IsProblemAsync(HttpStatusCode.BadRequest, "invalid_json");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"Note/550e8400-e29b-41d4-a716-446655440000\"")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"class_name":"Note"}""")]
    [InlineData("""{"class_name":"Note","id":null}""")]
    [InlineData("""{"class_name":"Note","id":7}""")]
    [InlineData("""{"class_name":{},"id":"550e8400-e29b-41d4-a716-446655440000"}""")]
    [InlineData("""{"class_name":"Note","id":"550e8400"}""")]
    [InlineData("""{"class_name":"../Note","id":"550e8400-e29b-41d4-a716-446655440000"}""")]
    [InlineData("""{"class_name":"Note","id":"550e8400-e29b-41d4-a716-446655440000","more":1}""")]
    [Trait("Behaviour", "B-411")]
    public async Task B_411_a_reference_of_a_wrong_shape_is_invalid_reference(string body)
    {
        using HttpResponseMessage response = await server.PostAsync("/validate", body);

        await response.IsProblemAsync(HttpStatusCode.BadRequest, "invalid_reference");
    }

    [Fact]
    [Trait("Behaviour", "B-207")]
    public async Task B_207_64_levels_are_accepted_and_65_refused()
    {
        using HttpResponseMessage deep = await server.PostAsync("/records/Note", Nested(64));
        using HttpResponseMessage tooDeep = await server.PostAsync("/records/Note", Nested(65));

        Assert.Equal(HttpStatusCode.Created, deep.StatusCode);
        await tooDeep.IsProblemAsync(HttpStatusCode.BadRequest, "too_deep");
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("7")]
    public async Task Data_that_is_not_an_object_is_refused(string body)
    {
        using HttpResponseMessage response = await server.PostAsync("/records/Note", body);

        await response.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid_value");
    }

    [Theory]
    [Trait("Behaviour", "B-404")]
    [InlineData("""{"card":"4111-1111","card":"4111-1111"}""")]
    [InlineData("""{"card":"4111-1111",}""")]
    [InlineData("""{"card":"4111-1111 """)]
    public async Task B_404_a_refusal_never_repeats_a_value(string body)
    {
        using HttpResponseMessage response = await server.PostAsync("/records/Note", body);

        JsonElement problem = await response.IsProblemAsync(HttpStatusCode.BadRequest, "invalid_json");
        Assert.DoesNotContain("4111-1111", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/jsonp")]
    [InlineData("nonsense")]
    [InlineData(null)]
    public async Task A_body_that_is_not_announced_as_json_gives_415(string? contentType)
    {
        using var content = new ByteArrayContent("{\"a\":1}"u8.ToArray());
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        using HttpResponseMessage response = await server.Client.PostAsync("/records/Note", content);

        await response.IsProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("APPLICATION/JSON; charset=\"UTF-8\"")]
    [InlineData("application/vnd.example+json")]
    public async Task Every_way_to_announce_json_is_accepted(string contentType)
    {
        using var content = new ByteArrayContent("{\"a\":1}"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        using HttpResponseMessage response = await server.Client.PostAsync("/records/Note", content);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Fact]
    public async Task A_body_of_an_unknown_coding_gives_415_and_names_the_known_ones()
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/records/Note") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Content.Headers.ContentEncoding.Add("zstd");

        using HttpResponseMessage response = await server.Client.SendAsync(request);

        await response.IsProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
        Assert.Equal("gzip, br, deflate", string.Join(", ", response.Headers.GetValues("Accept-Encoding")));
    }

    [Fact]
    public async Task A_body_that_breaks_off_stores_nothing_and_leaves_the_server_serving()
    {
        string path = $"/records/Note/{Guid.CreateVersion7():D}";

        RawAnswer chunked = await RawHttp.SendAsync(
            server.Address,
            $"PUT {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n{{\"n\":1}}\r\n",
            endsThere: true);
        RawAnswer counted = await RawHttp.SendAsync(
            server.Address,
            $"PUT {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{{\"n\":1}}",
            endsThere: true);
        using HttpResponseMessage read = await server.SendAsync(HttpMethod.Get, path);

        Assert.Contains(chunked.Status, new[] { 0, 400 });
        Assert.Contains(counted.Status, new[] { 0, 400 });
        await read.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    private static string Nested(int depth) =>
        string.Concat(Enumerable.Repeat("{\"a\":", depth - 1)) + "{}" + new string('}', depth - 1);
}
