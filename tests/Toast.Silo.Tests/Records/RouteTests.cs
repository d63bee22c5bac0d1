using System.Net;
using System.Text.Json;

namespace Toast.Silo.Tests.Records;

public abstract class RouteTests(RecordServer server)
{
    [Fact]
    [Trait("Behaviour", "B-164")]
    public async Task B_164_posting_data_gives_201_location_etag_and_the_reference()
    {
        using HttpResponseMessage response = await server.PostAsync("/records/Note", """{"text":"hello"}""");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("\"1\"", response.Headers.ETag?.Tag);
        ExternalReference reference = await ReferenceAsync(response);
        Assert.Equal("Note", reference.ClassName);
        Assert.Equal($"/records/{reference}", response.Headers.Location?.ToString());
        Assert.Equal(7, reference.Id.Version);
    }

    [Fact]
    [Trait("Behaviour", "B-164")]
    public async Task B_164_getting_a_record_gives_its_data_with_version_time_and_schema_version()
    {
        using HttpResponseMessage created = await server.SendAsync(
            HttpMethod.Post, "/records/Note", """{"text":"hello","n":1.10}""", ("Toast-Schema-Version", "3"));
        string path = created.Headers.Location!.ToString();

        using HttpResponseMessage response = await server.SendAsync(HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"text":"hello","n":1.10}""", await response.Content.ReadAsStringAsync());
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("\"1\"", response.Headers.ETag?.Tag);
        Assert.Equal("3", Assert.Single(response.Headers.GetValues("Toast-Schema-Version")));
        Assert.NotNull(response.Content.Headers.LastModified);
    }

    [Fact]
    public async Task Head_gives_the_headers_of_get_without_data()
    {
        string path = await server.CreateAsync("""{"text":"hello"}""");

        using HttpResponseMessage response = await server.SendAsync(HttpMethod.Head, path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(16, response.Content.Headers.ContentLength);
        Assert.Equal("\"1\"", response.Headers.ETag?.Tag);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Put_creates_with_201_and_replaces_with_200()
    {
        string path = $"/records/Note/{Guid.CreateVersion7():D}";

        using HttpResponseMessage created = await server.SendAsync(HttpMethod.Put, path, """{"n":1}""");
        using HttpResponseMessage replaced = await server.SendAsync(HttpMethod.Put, path, """{"n":2}""");

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(path, created.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, replaced.StatusCode);
        Assert.Equal("\"2\"", replaced.Headers.ETag?.Tag);
        Assert.Equal($"/records/{await ReferenceAsync(replaced)}", path);
        Assert.Equal("""{"n":2}""", await server.Client.GetStringAsync(path));
    }

    [Fact]
    [Trait("Behaviour", "B-164")]
    public async Task B_164_deleting_gives_204_and_then_404()
    {
        string path = await server.CreateAsync("""{"n":1}""");

        using HttpResponseMessage first = await server.SendAsync(HttpMethod.Delete, path);
        using HttpResponseMessage second = await server.SendAsync(HttpMethod.Delete, path);
        using HttpResponseMessage read = await server.SendAsync(HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);
        await second.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
        JsonElement problem = await read.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
        Assert.Equal("Note", problem.GetProperty("class_name").GetString());
        Assert.EndsWith(problem.GetProperty("id").GetString()!, path, StringComparison.Ordinal);
        Assert.Equal(
            $"Record {path["/records/".Length..]} was not found: it may have been deleted, have expired, or never existed. Check the reference.",
            problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Validate_turns_a_reference_into_the_data()
    {
        using HttpResponseMessage created = await server.PostAsync("/records/Note", """{"text":"hello"}""");
        string reference = await created.Content.ReadAsStringAsync();

        using HttpResponseMessage response = await server.PostAsync("/validate", reference);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"text":"hello"}""", await response.Content.ReadAsStringAsync());
        Assert.Equal("\"1\"", response.Headers.ETag?.Tag);
    }

    [Fact]
    [Trait("Behaviour", "B-407")]
    public async Task B_407_a_reference_with_the_class_of_another_record_is_not_found()
    {
        string path = await server.CreateAsync("""{"secret":"b"}""", "B");

        using HttpResponseMessage response = await server.SendAsync(HttpMethod.Get, path.Replace("/B/", "/A/", StringComparison.Ordinal));

        await response.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Theory]
    [InlineData("GET", "/nothing", HttpStatusCode.NotFound, "unknown_path")]
    [InlineData("DELETE", "/records/Note", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    [InlineData("PATCH", "/records/Note/550e8400-e29b-41d4-a716-446655440000", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    [InlineData("GET", "/validate", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    public async Task A_path_or_method_that_is_not_served_is_a_problem_too(string method, string path, HttpStatusCode status, string code)
    {
        using HttpResponseMessage response = await server.SendAsync(new HttpMethod(method), path);

        await response.IsProblemAsync(status, code);
    }

    [Fact]
    public async Task Answers_do_not_name_the_server_software()
    {
        using HttpResponseMessage response = await server.SendAsync(HttpMethod.Get, "/records/Note/550e8400-e29b-41d4-a716-446655440000");

        Assert.False(response.Headers.Contains("X-Powered-By"));
        Assert.DoesNotContain("Kestrel", await response.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<ExternalReference> ReferenceAsync(HttpResponseMessage response) =>
        JsonSerializer.Deserialize<ExternalReference>(await response.Content.ReadAsStringAsync())!;
}
