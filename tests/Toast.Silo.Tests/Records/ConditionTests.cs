using System.Net;
using System.Text.Json;

namespace Toast.Silo.Tests.Records;

public abstract class ConditionTests(RecordServer server)
{
    private const string Data = """{"n":1}""";

    [Theory]
    [Trait("Behaviour", "B-165")]
    [InlineData("\"1\"", HttpStatusCode.NotModified)]
    [InlineData("W/\"1\"", HttpStatusCode.NotModified)]
    [InlineData("\"7\", \"1\"", HttpStatusCode.NotModified)]
    [InlineData("*", HttpStatusCode.NotModified)]
    [InlineData("\"2\"", HttpStatusCode.OK)]
    [InlineData("\"abc\"", HttpStatusCode.OK)]
    public async Task B_165_a_read_with_the_version_the_caller_has_gives_304(string tags, HttpStatusCode status)
    {
        string path = await server.CreateAsync(Data);

        using HttpResponseMessage response = await server.SendAsync(HttpMethod.Get, path, null, ("If-None-Match", tags));

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("\"1\"", response.Headers.ETag?.Tag);
        Assert.Equal(status == HttpStatusCode.OK ? Data : "", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    [Trait("Behaviour", "B-165")]
    public async Task B_165_a_write_with_another_version_gives_412_and_changes_nothing()
    {
        string path = await server.CreateAsync(Data);
        using HttpResponseMessage second = await server.SendAsync(HttpMethod.Put, path, """{"n":2}""", ("If-Match", "\"1\""));

        using HttpResponseMessage stale = await server.SendAsync(HttpMethod.Put, path, """{"n":3}""", ("If-Match", "\"1\""));

        Assert.Equal("\"2\"", second.Headers.ETag?.Tag);
        JsonElement problem = await stale.IsProblemAsync(HttpStatusCode.PreconditionFailed, "conflict");
        Assert.Equal(1, problem.GetProperty("expected_version").GetInt64());
        Assert.Equal(2, problem.GetProperty("actual_version").GetInt64());
        Assert.Equal("""{"n":2}""", await server.Client.GetStringAsync(path));
    }

    [Fact]
    [Trait("Behaviour", "B-165")]
    public async Task B_165_a_delete_with_another_version_gives_412_and_keeps_the_record()
    {
        string path = await server.CreateAsync(Data);

        using HttpResponseMessage stale = await server.SendAsync(HttpMethod.Delete, path, null, ("If-Match", "\"2\""));
        using HttpResponseMessage read = await server.SendAsync(HttpMethod.Get, path);
        using HttpResponseMessage right = await server.SendAsync(HttpMethod.Delete, path, null, ("If-Match", "\"1\""));

        await stale.IsProblemAsync(HttpStatusCode.PreconditionFailed, "conflict");
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, right.StatusCode);
    }

    [Fact]
    [Trait("Behaviour", "B-165")]
    public async Task B_165_if_none_match_any_creates_and_never_replaces()
    {
        string path = $"/records/Note/{Guid.CreateVersion7():D}";

        using HttpResponseMessage created = await server.SendAsync(HttpMethod.Put, path, Data, ("If-None-Match", "*"));
        using HttpResponseMessage refused = await server.SendAsync(HttpMethod.Put, path, """{"n":2}""", ("If-None-Match", "*"));

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        await refused.IsProblemAsync(HttpStatusCode.PreconditionFailed, "conflict");
        Assert.Equal(Data, await server.Client.GetStringAsync(path));
    }

    [Fact]
    public async Task If_match_any_replaces_and_never_creates()
    {
        string path = await server.CreateAsync(Data);
        string missing = $"/records/Note/{Guid.CreateVersion7():D}";

        using HttpResponseMessage replaced = await server.SendAsync(HttpMethod.Put, path, """{"n":2}""", ("If-Match", "*"));
        using HttpResponseMessage refused = await server.SendAsync(HttpMethod.Put, missing, Data, ("If-Match", "*"));

        Assert.Equal("\"2\"", replaced.Headers.ETag?.Tag);
        await refused.IsProblemAsync(HttpStatusCode.PreconditionFailed, "conflict");
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task A_version_of_a_missing_record_gives_412(string method)
    {
        string path = $"/records/Note/{Guid.CreateVersion7():D}";

        using HttpResponseMessage response = await server.SendAsync(
            new HttpMethod(method), path, method == "PUT" ? Data : null, ("If-Match", "\"3\""));

        await response.IsProblemAsync(HttpStatusCode.PreconditionFailed, "conflict");
    }

    [Theory]
    [InlineData("W/\"1\"")]
    [InlineData("\"abc\"")]
    [InlineData("\"99999999999999999999\"")]
    public async Task A_tag_that_toast_never_gave_matches_nothing(string tag)
    {
        string path = await server.CreateAsync(Data);

        using HttpResponseMessage put = await server.SendAsync(HttpMethod.Put, path, """{"n":2}""", ("If-Match", tag));
        using HttpResponseMessage delete = await server.SendAsync(HttpMethod.Delete, path, null, ("If-Match", tag));

        await put.IsProblemAsync(HttpStatusCode.PreconditionFailed, "conflict");
        await delete.IsProblemAsync(HttpStatusCode.PreconditionFailed, "conflict");
        Assert.Equal(Data, await server.Client.GetStringAsync(path));
    }

    [Theory]
    [InlineData("If-Match", "1")]
    [InlineData("If-Match", "\"1")]
    [InlineData("If-Match", "*, \"1\"")]
    [InlineData("If-None-Match", "2")]
    public async Task A_condition_that_is_no_list_of_tags_is_refused(string header, string value)
    {
        string path = await server.CreateAsync(Data);

        using HttpResponseMessage response = await server.SendAsync(HttpMethod.Put, path, """{"n":2}""", (header, value));

        await response.IsProblemAsync(HttpStatusCode.BadRequest, "invalid_request");
        Assert.Equal(Data, await server.Client.GetStringAsync(path));
    }

    [Theory]
    [Trait("Behaviour", "B-165")]
    [InlineData("If-Match", "\"7\", \"1\"", HttpStatusCode.OK)]
    [InlineData("If-Match", "\"7\", \"8\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("If-None-Match", "\"2\"", HttpStatusCode.OK)]
    [InlineData("If-None-Match", "\"7\", \"1\"", HttpStatusCode.PreconditionFailed)]
    public async Task B_165_a_write_with_several_versions_is_judged_by_each(string header, string tags, HttpStatusCode status)
    {
        string path = await server.CreateAsync(Data);

        using HttpResponseMessage response = await server.SendAsync(HttpMethod.Put, path, """{"n":2}""", (header, tags));

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK ? """{"n":2}""" : Data, await server.Client.GetStringAsync(path));
    }

    [Fact]
    [Trait("Behaviour", "B-113")]
    public async Task B_113_of_many_writers_with_one_version_exactly_one_wins()
    {
        string path = await server.CreateAsync(Data);

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            server.SendAsync(HttpMethod.Put, path, $$"""{"n":{{i}}}""", ("If-Match", "\"1\""))));

        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.Equal(19, answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));
    }
}
