using System.Net;
using System.Text;
using System.Text.Json;

namespace Toast.AspNetCore.Tests;

/// <summary>Models as parameters that come from the body.</summary>
public abstract class BodyTests(TestApp app)
{
    private const string Secret = "tell-nobody";

    [Fact]
    [Trait("Behaviour", "B-006")]
    public async Task B_006_full_data_makes_a_model_that_nobody_has_stored()
    {
        using HttpResponseMessage answer = await app.PostAsync("/notes/echo", """{"text":"hello","weight":3,"unknown":true}""");

        Assert.Equal("""{"text":"hello","weight":3}""", await OkAsync(answer));
        Assert.Null(answer.Headers.ETag);
    }

    [Fact]
    public async Task A_reference_in_the_body_is_restored()
    {
        ExternalReference stored = await app.Toast.DumpAsync(new Note("kept", 7));

        using HttpResponseMessage answer = await app.PostAsync("/notes/echo", stored.ToJson());

        Assert.Equal("""{"text":"kept","weight":7}""", await OkAsync(answer));
        Assert.Equal("\"1\"", answer.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task A_child_may_be_a_reference_or_whole()
    {
        ExternalReference customer = await app.Toast.DumpAsync(new Customer("Alice"));
        const string lines = """[{"product_name":"tea","quantity":2,"state":"Open"}]""";

        using HttpResponseMessage byReference = await app.PostAsync("/orders", $$"""{"customer":{{customer.ToJson()}},"lines":{{lines}}}""");
        using HttpResponseMessage whole = await app.PostAsync("/orders", $$"""{"customer":{"full_name":"Bob"},"lines":{{lines}}}""");

        Assert.Equal("Alice", await CustomerOfAsync(byReference));
        Assert.Equal("Bob", await CustomerOfAsync(whole));
    }

    [Theory]
    [InlineData("", "invalid_json")]
    [InlineData("{", "invalid_json")]
    [InlineData("[]", "invalid_reference")]
    [InlineData("null", "invalid_reference")]
    [InlineData("{\"text\":\"a\",}", "invalid_json")]
    [InlineData("{\"text\":\"a\"} {}", "invalid_json")]
    [InlineData("{\"class_name\":\"Note\",\"id\":\"42\"}", "invalid_reference")]
    [InlineData("{\"class_name\":\"No/te\",\"id\":\"550e8400-e29b-41d4-a716-446655440000\"}", "invalid_reference")]
    [InlineData("{\"class_name\":\"Note\",\"id\":\"550e8400-e29b-41d4-a716-446655440000\",\"text\":\"a\"}", "invalid_reference")]
    [InlineData("{\"class_name\":\"Customer\",\"id\":\"550e8400-e29b-41d4-a716-446655440000\"}", "class_mismatch")]
    [InlineData("{\"class_name\":\"Stranger\",\"id\":\"550e8400-e29b-41d4-a716-446655440000\"}", "unknown_class")]
    public async Task What_is_neither_a_reference_nor_data_is_refused(string body, string code)
    {
        using HttpResponseMessage answer = await app.PostAsync("/notes/echo", body);

        await answer.IsProblemAsync(HttpStatusCode.BadRequest, code);
    }

    [Theory]
    [InlineData("{}", "$.text")]
    [InlineData("{\"text\":\"a\",\"weight\":\"tell-nobody\"}", "$.weight")]
    [InlineData("{\"text\":\"a\",\"weight\":101}", "$.weight")]
    public async Task Data_that_does_not_fit_is_refused_by_the_path_of_the_member(string body, string path)
    {
        using HttpResponseMessage answer = await app.PostAsync("/notes/echo", body);

        JsonElement problem = await answer.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid_value");
        Assert.Equal(path, problem.GetProperty("member_path").GetString());
        Assert.DoesNotContain(Secret, problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Behaviour", "B-016")]
    public async Task B_016_a_forged_reference_is_not_found()
    {
        var id = Guid.CreateVersion7();

        using HttpResponseMessage answer = await app.PostAsync("/notes/echo", new ExternalReference("Note", id).ToJson());

        JsonElement problem = await answer.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
        Assert.Equal(id, problem.GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task A_forged_reference_inside_of_data_is_the_callers_mistake()
    {
        string missing = new ExternalReference("Customer", Guid.CreateVersion7()).ToJson();

        using HttpResponseMessage answer = await app.PostAsync("/orders", $$"""{"customer":{{missing}},"lines":[]}""");

        JsonElement problem = await answer.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "dangling_reference");
        Assert.Equal("$.customer", problem.GetProperty("member_path").GetString());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    public async Task Another_content_type_is_refused(string contentType)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"text":"a"}"""));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        using HttpResponseMessage answer = await app.Client.PostAsync("/notes/echo", content);

        await answer.IsProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
    }

    [Fact]
    [Trait("Behaviour", "B-415")]
    public async Task B_415_a_body_that_is_too_large_is_refused_while_it_is_read()
    {
        string text = new('a', 20 * 1024 * 1024);

        using HttpResponseMessage answer = await app.PostAsync("/notes/echo", $$"""{"text":"{{text}}"}""");

        await answer.IsProblemAsync(HttpStatusCode.RequestEntityTooLarge, "record_too_large");
    }

    [Theory]
    [InlineData(65)]
    [InlineData(10_000)]
    [Trait("Behaviour", "B-410")]
    public async Task B_410_a_body_that_is_nested_too_deeply_is_refused(int depth)
    {
        string body = string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

        using HttpResponseMessage answer = await app.PostAsync("/notes/echo", body);

        await answer.IsProblemAsync(HttpStatusCode.BadRequest, "too_deep");
    }

    [Fact]
    public async Task A_model_that_may_be_missing_is_null_without_a_body()
    {
        using HttpResponseMessage without = await app.SendAsync(HttpMethod.Post, "/notes/maybe");
        using HttpResponseMessage with = await app.PostAsync("/notes/maybe", """{"text":"some"}""");

        Assert.Equal("none", await OkAsync(without));
        Assert.Equal("some", await OkAsync(with));
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_refused_and_the_server_goes_on()
    {
        RawAnswer answer = await RawHttp.SendAsync(
            app.Address,
            $"POST /notes/echo HTTP/1.1\r\nHost: {app.Address.Authority}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{\"text\":",
            endsThere: true);

        Assert.Contains(answer.Status, new[] { 0, 400 });
        using HttpResponseMessage next = await app.PostAsync("/notes/echo", """{"text":"on"}""");
        await OkAsync(next);
    }

    [Fact]
    public async Task A_caller_who_goes_away_cancels_the_handler()
    {
        using RawConnection connection = await RawConnection.OpenAsync(app.Address);
        await connection.SayAsync(
            $"POST /notes/slow HTTP/1.1\r\nHost: {app.Address.Authority}\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{{\"text\":\"a\"}}");
        await app.Gate.Entered.Task.WaitAsync(RawHttp.Deadline);

        connection.Reset();

        await app.Gate.Left.Task.WaitAsync(RawHttp.Deadline);
        using HttpResponseMessage next = await app.PostAsync("/notes/echo", """{"text":"on"}""");
        await OkAsync(next);
    }

    private static async Task<string> OkAsync(HttpResponseMessage answer)
    {
        string body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode}: {body}");
        return body;
    }

    private async Task<string?> CustomerOfAsync(HttpResponseMessage posted)
    {
        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        ExternalReference reference = JsonSerializer.Deserialize<ExternalReference>(await posted.Content.ReadAsStringAsync())!;
        using HttpResponseMessage read = await app.GetAsync($"/orders/{reference.Id}");
        return JsonElement.Parse(await OkAsync(read)).GetProperty("customer").GetProperty("full_name").GetString();
    }
}
