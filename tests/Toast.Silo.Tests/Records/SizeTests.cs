using System.Net;
using System.Text;
using System.Text.Json;

namespace Toast.Silo.Tests.Records;

public sealed class SizeTests(RecordServer server) : IClassFixture<RecordServer>
{
    private const int Limit = 16_777_216;

    [Fact]
    [Trait("Behaviour", "B-205")]
    public async Task B_205_a_record_of_the_limit_is_accepted_and_one_more_byte_is_not()
    {
        byte[] body = BodyOf(Limit);
        using HttpResponseMessage accepted = await server.PostAsync("/records/Large", body);
        using HttpResponseMessage refused = await server.PostAsync("/records/Large", BodyOf(Limit + 1));

        Assert.Equal(HttpStatusCode.Created, accepted.StatusCode);
        byte[] stored = await server.Client.GetByteArrayAsync(accepted.Headers.Location);
        Assert.True(body.AsSpan().SequenceEqual(stored));
        await refused.IsProblemAsync(HttpStatusCode.RequestEntityTooLarge, "record_too_large");
    }

    [Fact]
    [Trait("Behaviour", "B-415")]
    public async Task B_415_an_announced_body_over_the_limit_is_refused_before_it_is_sent()
    {
        RawAnswer answer = await RawHttp.SendAsync(
            server.Address,
            "POST /records/Large HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 1073741824\r\n"
            + "Expect: 100-continue\r\n\r\n");

        Assert.Equal(413, answer.Status);
        Assert.Contains("\"record_too_large\"", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Behaviour", "B-415")]
    public async Task B_415_an_unannounced_body_is_cut_off_at_the_limit_before_it_is_parsed()
    {
        await using var small = new DisposableServer(new RecordServer(
            toast => toast.UseDefaultStore($"memory://{Guid.NewGuid():N}"), options => options.MaxRecordBytes = 1000));
        RecordServer limited = await small.StartAsync();
        using var content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes("not json " + new string('x', 200_000))));
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/records/Large") { Content = content };
        request.Headers.TransferEncodingChunked = true;

        using HttpResponseMessage response = await limited.Client.SendAsync(request);

        JsonElement problem = await response.IsProblemAsync(HttpStatusCode.RequestEntityTooLarge, "record_too_large");
        Assert.Equal("at most 1000 bytes", problem.GetProperty("expected").GetString());
    }

    private static byte[] BodyOf(int length) => Encoding.ASCII.GetBytes($$"""{"t":"{{new string('x', length - 8)}}"}""");
}
