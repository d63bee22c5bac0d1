using System.Diagnostics;
using System.Net;
using System.Text;

namespace Toast.Silo.Tests.Fuzz;

/// <summary>Bodies that are made to hurt: each is refused with the right code, soon, and leaves no record behind.</summary>
public sealed class HostileBodyTests(SiloServer server) : IClassFixture<SiloServer>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly Dictionary<string, (byte[] Body, int Status, string Code)> Bodies = new()
    {
        ["bad UTF-8 in a value"] = ([.. "{\"a\":\""u8, 0xFF, 0xFE, .. "\"}"u8], 400, "invalid_json"),
        ["overlong UTF-8"] = ([.. "{\"a\":\""u8, 0xC0, 0xAF, .. "\"}"u8], 400, "invalid_json"),
        ["a surrogate in UTF-8"] = ([.. "{\"a\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8], 400, "invalid_json"),
        ["half an escaped pair"] = ("{\"a\":\"\\ud800\"}"u8.ToArray(), 422, "invalid_value"),
        ["bad UTF-8 in a key"] = ([.. "{\""u8, 0x80, .. "\":1}"u8], 400, "invalid_json"),
        ["NUL"] = ("{\"a\":\"\0\"}"u8.ToArray(), 400, "invalid_json"),
        ["10,000 arrays"] = (Ascii("{\"a\":" + new string('[', 10_000) + new string(']', 10_000) + "}"), 400, "too_deep"),
        ["10,000 objects"] = (Ascii(string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000)), 400, "too_deep"),
        ["100,000 open arrays"] = (Ascii("{\"a\":" + new string('[', 100_000)), 400, "too_deep"),
        ["a number of 10,001 digits"] = (Ascii($$"""{"a":{{new string('7', 10_001)}}}"""), 422, "invalid_value"),
        ["a number of a million digits"] = (Ascii($$"""{"a":{{new string('7', 1_000_000)}}}"""), 422, "invalid_value"),
        ["a huge exponent"] = ("{\"a\":1e999999999}"u8.ToArray(), 422, "invalid_value"),
        ["duplicate keys"] = ("{\"a\":1,\"b\":2,\"a\":1}"u8.ToArray(), 400, "invalid_json"),
        ["duplicate keys, spelt differently"] = ("{\"a\":1,\"\\u0061\":1}"u8.ToArray(), 400, "invalid_json"),
        ["a million keys, the last a duplicate"] =
            (Ascii("{" + string.Concat(Enumerable.Range(0, 1_000_000).Select(i => $"\"k{i}\":0,")) + "\"k0\":0}"), 400, "invalid_json"),
    };

    public static TheoryData<string> Names() => [.. Bodies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Behaviour", "B-409")]
    public async Task B_409_a_hostile_body_is_refused_quickly_and_stores_nothing(string what)
    {
        (byte[] body, int status, string code) = Bodies[what];
        string path = $"/records/Hostile/{Guid.CreateVersion7():D}";
        var took = Stopwatch.StartNew();

        using HttpResponseMessage response = await server.Client.SendAsync(new HttpRequestMessage(HttpMethod.Put, path) { Content = Json(body) });
        using HttpResponseMessage read = await server.SendAsync(HttpMethod.Get, path);

        await response.IsProblemAsync((HttpStatusCode)status, code);
        await read.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
        Assert.True(took.Elapsed < Patience, $"It took {took.Elapsed}.");
    }

    [Fact]
    public async Task A_number_of_10_000_digits_is_kept_digit_for_digit()
    {
        string json = $$"""{"a":{{new string('7', 10_000)}}}""";

        Assert.Equal(json, await server.Client.GetStringAsync(await server.CreateAsync(json)));
    }

    [Theory]
    [InlineData("POST /records/Note HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: -1\r\n\r\n{}")]
    [InlineData("POST /records/Note HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99999999999999999999\r\n\r\n{}")]
    [InlineData("POST /records/Note HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}")]
    [InlineData("POST /records/Note HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n")]
    [InlineData("POST /records/Note HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n{}")]
    [InlineData("POST /records/Note HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: nonsense\r\n\r\n{}")]
    [InlineData("POST /records/Note HTTP/9.9\r\nHost: localhost\r\n\r\n")]
    [InlineData("POST /records/Note HTTP/1.1\r\n\r\n")]
    [InlineData("P\0ST /records/Note HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("POST /records/Note HTTP/1.1\r\nHost: localhost\r\nX: \0\r\n\r\n")]
    [InlineData("POST /records/Note HTTP/1.1\r\nHost : localhost\r\n\r\n")]
    [InlineData("\r\n\r\n\r\n\u0016\u0003\u0001\u0002\0")]
    public async Task A_request_that_is_not_well_formed_is_refused_and_the_connection_closed(string request)
    {
        RawAnswer answer = await RawHttp.SendAsync(server.Address, request, endsThere: request.StartsWith('\r'));

        Assert.True(answer.Status is 0 or (>= 400 and < 500) or 505, answer.Text);
        Assert.Contains("\"items\":[]", await server.Client.GetStringAsync("/records/Note2"), StringComparison.Ordinal);
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    private static ByteArrayContent Json(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        return content;
    }
}
