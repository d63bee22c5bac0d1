using System.IO.Compression;
using System.Net;
using System.Text;

namespace Toast.Silo.Tests.Limits;

public sealed class CompressionTests(SiloServer server) : IClassFixture<SiloServer>
{
    private static readonly string Large = $$"""{"t":"{{new string('x', 20_000)}}"}""";

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_body_may_be_compressed(string coding)
    {
        using HttpResponseMessage created = await PostAsync(Compress(Encoding.UTF8.GetBytes(Large), coding), coding);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(Large, await server.Client.GetStringAsync(created.Headers.Location));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [Trait("Behaviour", "B-409")]
    public async Task B_409_a_small_body_that_becomes_a_large_one_is_refused_while_it_is_read(string coding)
    {
        byte[] bomb = Compress(Encoding.ASCII.GetBytes($$"""{"t":"{{new string('x', 100_000_000)}}"}"""), coding);

        using HttpResponseMessage response = await PostAsync(bomb, coding);

        Assert.InRange(bomb.Length, 1, 1_000_000);
        await response.IsProblemAsync(HttpStatusCode.RequestEntityTooLarge, "record_too_large");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_body_that_is_not_compressed_as_it_says_or_breaks_off_is_refused(string coding)
    {
        byte[] whole = Compress(Encoding.UTF8.GetBytes("""{"n":12345,"text":"some text that is not that short"}"""), coding);

        using HttpResponseMessage broken = await PostAsync(whole[..(whole.Length / 2)], coding);
        using HttpResponseMessage other = await PostAsync("{}"u8.ToArray(), coding);

        Assert.Equal(HttpStatusCode.BadRequest, broken.StatusCode);
        await other.IsProblemAsync(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_large_answer_is_compressed_for_callers_who_ask(string coding)
    {
        string large = await server.CreateAsync(Large), small = await server.CreateAsync("""{"n":1}""");

        using HttpResponseMessage compressed = await server.SendAsync(HttpMethod.Get, large, null, ("Accept-Encoding", coding));
        using HttpResponseMessage plain = await server.SendAsync(HttpMethod.Get, large);
        using HttpResponseMessage tiny = await server.SendAsync(HttpMethod.Get, small, null, ("Accept-Encoding", coding));

        Assert.Equal(coding, Assert.Single(compressed.Content.Headers.ContentEncoding));
        Assert.Contains("Accept-Encoding", compressed.Headers.Vary);
        Assert.Equal("\"1\"", compressed.Headers.ETag?.Tag);
        Assert.Equal(Large, Decompress(await compressed.Content.ReadAsByteArrayAsync(), coding));
        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.Empty(tiny.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task A_stream_of_lines_is_compressed_too()
    {
        string className = $"Listed{Guid.NewGuid():N}";
        using HttpResponseMessage stored = await server.Client.PostAsync(
            $"/records/{className}/batch", Ndjson.Of(Enumerable.Range(0, 300).Select(i => $$"""{"n":{{i}}}""")));

        using HttpResponseMessage response = await server.SendAsync(
            HttpMethod.Get, $"/records/{className}", null, ("Accept", Ndjson.MediaType), ("Accept-Encoding", "gzip"));

        Assert.Equal("gzip", Assert.Single(response.Content.Headers.ContentEncoding));
        Assert.Equal(300, Decompress(await response.Content.ReadAsByteArrayAsync(), "gzip").Split('\n').Length - 1);
    }

    private static byte[] Compress(byte[] data, string coding)
    {
        using var output = new MemoryStream();
        using (Stream stream = coding switch
        {
            "gzip" => new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true),
            "br" => new BrotliStream(output, CompressionLevel.Fastest, leaveOpen: true),
            _ => new ZLibStream(output, CompressionLevel.Optimal, leaveOpen: true),
        })
        {
            stream.Write(data);
        }

        return output.ToArray();
    }

    private static string Decompress(byte[] data, string coding)
    {
        using var input = new MemoryStream(data);
        using Stream stream = coding == "gzip" ? new GZipStream(input, CompressionMode.Decompress) : new BrotliStream(input, CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private Task<HttpResponseMessage> PostAsync(byte[] body, string coding)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentEncoding.Add(coding);
        return server.Client.PostAsync("/records/Note", content);
    }
}
