using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Toast.Silo.Tests.Records;

public abstract class BatchTests(RecordServer server)
{
    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(1000)]
    [Trait("Behaviour", "B-166")]
    public async Task B_166_each_line_is_stored_and_answered_with_its_reference_in_order(int count)
    {
        using HttpResponseMessage response = await PostAsync(Ndjson.Of(Enumerable.Range(0, count).Select(i => $$"""{"n":{{i}}}""")));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        JsonElement[] answers = await response.LinesAsync();
        Assert.Equal(count, answers.Length);
        Assert.Equal(count, answers.Select(answer => answer.GetProperty("id").GetString()).Distinct().Count());
        foreach (int i in new[] { 0, count / 2, count - 1 })
        {
            Assert.Equal(["class_name", "id"], answers[i].EnumerateObject().Select(member => member.Name));
            Assert.Equal($$"""{"n":{{i}}}""", await server.Client.GetStringAsync($"/records/Item/{answers[i].GetProperty("id").GetString()}"));
        }
    }

    [Fact]
    [Trait("Behaviour", "B-166")]
    public async Task B_166_a_bad_line_fails_alone_with_status_and_code_at_its_place()
    {
        using HttpResponseMessage response = await PostAsync(Ndjson.Of(
            """{"n":1}""", """{"n":1,"n":2}""", "", """["n"]""", "{\"n\":\"" + new string('x', 17_000_000) + "\"}", """{"n":2}"""));

        JsonElement[] answers = await response.LinesAsync();
        Assert.Equal(
            ["stored", "400 invalid_json", "400 invalid_json", "422 invalid_value", "413 record_too_large", "stored"],
            answers.Select(Outcome));
        Assert.Equal("""{"n":2}""", await server.Client.GetStringAsync($"/records/Item/{answers[5].GetProperty("id").GetString()}"));
    }

    [Fact]
    [Trait("Behaviour", "B-166")]
    public async Task B_166_the_line_after_the_thousandth_is_too_many_items_and_is_not_stored()
    {
        string className = $"Many{Guid.NewGuid():N}";
        using HttpResponseMessage response = await server.Client.PostAsync(
            $"/records/{className}/batch", Ndjson.Of(Enumerable.Range(0, 1100).Select(i => $$"""{"n":{{i}}}""")));

        JsonElement[] answers = await response.LinesAsync();
        Assert.Equal(1001, answers.Length);
        Assert.All(answers[..1000], answer => Assert.Equal("stored", Outcome(answer)));
        Assert.Equal("413 too_many_items", Outcome(answers[1000]));
        using HttpResponseMessage stored = await server.SendAsync(HttpMethod.Get, $"/records/{className}", null, ("Accept", Ndjson.MediaType));
        Assert.Equal(1000, (await stored.LinesAsync()).Length);
    }

    [Fact]
    [Trait("Behaviour", "B-166")]
    public async Task B_166_a_line_is_answered_before_the_next_one_is_sent()
    {
        using RawConnection connection = await RawConnection.OpenAsync(server.Address);
        await connection.SayAsync(ChunkedHead("Item"));

        await connection.SayAsync(Chunk("{\"n\":1}\n"));
        Assert.True(await connection.HearAsync(heard => AnswersIn(heard) == 1));
        await connection.SayAsync(Chunk("{\"n\":2}\n{\"n\""));
        Assert.True(await connection.HearAsync(heard => AnswersIn(heard) == 2));
        await connection.SayAsync(Chunk(":3}") + "0\r\n\r\n");

        await connection.HearAllAsync();
        Assert.Equal(3, AnswersIn(connection.Heard));
        Assert.EndsWith("\r\n0\r\n\r\n", connection.Heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_may_be_compressed_and_its_lines_may_end_as_on_windows_or_not_at_all()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes("{\"n\":1}\r\n{\"n\":2}"));
        }

        using ByteArrayContent content = Ndjson.Of(compressed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        using HttpResponseMessage response = await PostAsync(content);

        Assert.All(await response.LinesAsync(), answer => Assert.Equal("stored", Outcome(answer)));
    }

    [Fact]
    public async Task An_empty_batch_has_an_empty_answer()
    {
        using HttpResponseMessage response = await PostAsync(Ndjson.Of());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.LinesAsync());
    }

    [Fact]
    public async Task A_batch_that_is_announced_as_one_object_gives_415()
    {
        using HttpResponseMessage response = await server.PostAsync("/records/Item/batch", """{"n":1}""");

        await response.IsProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
    }

    [Theory]
    [InlineData("")]
    [InlineData("no chunk\r\n")]
    public async Task A_batch_that_breaks_off_stores_and_tells_of_its_whole_lines_only(string end)
    {
        string className = $"Broken{Guid.NewGuid():N}";
        using RawConnection connection = await RawConnection.OpenAsync(server.Address);
        await connection.SayAsync(ChunkedHead(className) + Chunk("{\"n\":1}\n{\"n\":2}\n"));
        Assert.True(await connection.HearAsync(heard => AnswersIn(heard) == 2));

        await connection.SayAsync(Chunk("{\"n\":3}") + end);
        if (end.Length == 0)
        {
            connection.EndSaying();
        }

        await connection.HearAllAsync();

        Assert.Equal(2, AnswersIn(connection.Heard));
        Assert.True(end.Length == 0 || connection.Heard.Contains("\"status\":400,\"code\":\"invalid_request\"", StringComparison.Ordinal));
        using HttpResponseMessage stored = await server.SendAsync(HttpMethod.Get, $"/records/{className}", null, ("Accept", Ndjson.MediaType));
        Assert.Equal([1, 2], (await stored.LinesAsync()).Select(line => line.GetProperty("data").GetProperty("n").GetInt32()).Order());
    }

    [Fact]
    [Trait("Behaviour", "B-166")]
    public async Task B_166_many_references_are_validated_in_order_each_with_its_record_or_its_problem()
    {
        string first = await server.CreateAsync("{\n  \"n\": 1\r\n}", "Item"), second = await server.CreateAsync("""{"n":2}""", "Item");
        string missing = Guid.CreateVersion7().ToString();
        using HttpResponseMessage response = await server.Client.PostAsync(
            "/validate", Ndjson.Of(ReferenceTo(second), ReferenceTo(missing), "{}", ReferenceTo(first), ReferenceTo(second)));

        JsonElement[] answers = await response.LinesAsync();
        Assert.Equal(
            ["2", "404 not_found", "400 invalid_reference", "1", "2"],
            answers.Select(answer => answer.TryGetProperty("data", out JsonElement data) ? data.GetProperty("n").GetRawText() : Outcome(answer)));
        Assert.Equal(
            ["class_name", "id", "version", "schema_version", "created", "updated", "data"],
            answers[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal(missing, answers[1].GetProperty("id").GetString());
    }

    [Fact]
    [Trait("Behaviour", "B-166")]
    public async Task B_166_more_than_a_thousand_references_are_too_many_items()
    {
        string path = await server.CreateAsync("""{"n":1}""", "Item");

        using HttpResponseMessage most = await server.Client.PostAsync("/validate", Ndjson.Of(Enumerable.Repeat(ReferenceTo(path), 1000)));
        using HttpResponseMessage tooMany = await server.Client.PostAsync("/validate", Ndjson.Of(Enumerable.Repeat(ReferenceTo(path), 1001)));

        Assert.Equal(1000, (await most.LinesAsync()).Length);
        await tooMany.IsProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too_many_items");
    }

    private static string ChunkedHead(string className) =>
        $"POST /records/{className}/batch HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/x-ndjson\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n";

    private static string Chunk(string text) => $"{text.Length:x}\r\n{text}\r\n";

    private static int AnswersIn(string heard) => heard.Split("\"id\":").Length - 1;

    private static string ReferenceTo(string path) => $$"""{"class_name":"Item","id":"{{path[^36..]}}"}""";

    private static string Outcome(JsonElement answer) =>
        answer.TryGetProperty("code", out JsonElement code) ? $"{answer.GetProperty("status").GetInt32()} {code.GetString()}" : "stored";

    private Task<HttpResponseMessage> PostAsync(HttpContent content) => server.Client.PostAsync("/records/Item/batch", content);
}
