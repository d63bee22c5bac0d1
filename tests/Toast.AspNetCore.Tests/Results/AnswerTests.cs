using System.Net;
using System.Text.Json;

namespace Toast.AspNetCore.Tests;

/// <summary>Models as parameters that come from the route, and as answers.</summary>
public abstract class AnswerTests(TestApp app)
{
    [Theory]
    [InlineData("/notes")]
    [InlineData("/notes/async")]
    public async Task A_returned_model_is_dumped_and_answered_as_a_reference(string path)
    {
        using HttpResponseMessage answer = await app.PostAsync(path, """{"text":"hello"}""");

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("\"1\"", answer.Headers.ETag!.Tag);
        ExternalReference reference = await ReferenceOfAsync(answer);
        Assert.Equal("Note", reference.ClassName);
        Assert.Equal($"/notes/{reference.Id}", answer.Headers.Location!.ToString());
        Assert.Equal(new Note("hello"), await app.Toast.ValidateAsync<Note>(reference));
    }

    [Fact]
    public async Task A_model_in_the_route_is_restored_and_answered_as_data()
    {
        ExternalReference stored = await app.Toast.DumpAsync(new Note("kept", 7));

        using HttpResponseMessage answer = await app.GetAsync($"/notes/{stored.Id}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("\"1\"", answer.Headers.ETag!.Tag);
        Assert.Equal("no-cache", answer.Headers.CacheControl!.ToString());
        Assert.Equal("""{"text":"kept","weight":7}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_model_that_is_as_it_was_restored_is_not_written_again()
    {
        ExternalReference stored = await app.Toast.DumpAsync(new Note("kept"));

        using HttpResponseMessage answer = await app.GetAsync($"/notes/{stored.Id}/reference");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("\"1\"", answer.Headers.ETag!.Tag);
        Assert.Null(answer.Headers.Location);
        Assert.Equal(stored, await ReferenceOfAsync(answer));
        Assert.Equal(1, (await app.Toast.GetInfoAsync(stored)).Version);
    }

    [Fact]
    public async Task Children_stand_whole_in_the_data_and_typed_references_as_references()
    {
        var referrer = new Customer("Carol");
        await app.Toast.DumpAsync(referrer);
        ExternalReference stored = await app.Toast.DumpAsync(new Order(new Customer("Alice"), [new OrderLine("tea", 2, OrderState.Sent)], referrer));

        using HttpResponseMessage answer = await app.GetAsync($"/orders/{stored.Id}");

        string data = await answer.Content.ReadAsStringAsync();
        Assert.Equal(
            $$"""{"customer":{"full_name":"Alice"},"lines":[{"product_name":"tea","quantity":2,"state":"Sent"}],"referrer":{{app.Toast.GetReference(referrer)!.ToJson()}}}""",
            data);
        using HttpResponseMessage again = await app.PostAsync("/orders", data);
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
    }

    [Fact]
    public async Task Data_that_a_caller_has_is_not_sent_again_unless_children_are_in_it()
    {
        ExternalReference note = await app.Toast.DumpAsync(new Note("kept"));
        ExternalReference order = await app.Toast.DumpAsync(new Order(new Customer("Alice"), []));

        using HttpResponseMessage same = await app.GetAsync($"/notes/{note.Id}", ("If-None-Match", "\"1\""));
        using HttpResponseMessage other = await app.GetAsync($"/notes/{note.Id}", ("If-None-Match", "\"2\""));
        using HttpResponseMessage withChild = await app.GetAsync($"/orders/{order.Id}", ("If-None-Match", "\"1\""));

        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal("", await same.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal(HttpStatusCode.OK, withChild.StatusCode);
    }

    [Fact]
    public async Task Several_models_are_answered_in_an_array()
    {
        using HttpResponseMessage posted = await app.PostAsync("/notes/twice", """{"text":"two"}""");
        ExternalReference[] references = JsonSerializer.Deserialize<ExternalReference[]>(await posted.Content.ReadAsStringAsync())!;
        using HttpResponseMessage list = await app.GetAsync($"/notes/{references[1].Id}/list");

        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        Assert.Equal([new Note("two"), new Note("two", 99)], (await app.Toast.ValidateManyAsync<Note>(references)).Select(result => result.Value));
        Assert.Equal("""[{"text":"two","weight":99},{"text":"two","weight":99}]""", await list.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_status_and_location_that_the_handler_chose_stay()
    {
        using HttpResponseMessage answer = await app.PostAsync("/notes/accepted", """{"text":"later"}""");

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("/later", answer.Headers.Location!.ToString());
        Assert.Equal(new Note("later"), await app.Toast.ValidateAsync<Note>(await ReferenceOfAsync(answer)));
    }

    [Theory]
    [InlineData("42", HttpStatusCode.BadRequest, "invalid_reference")]
    [InlineData("550e8400-e29b-41d4-a716-44665544000g", HttpStatusCode.BadRequest, "invalid_reference")]
    [InlineData("Customer%2F550e8400-e29b-41d4-a716-446655440000", HttpStatusCode.BadRequest, "invalid_reference")]
    [InlineData("550e8400-e29b-41d4-a716-446655440000", HttpStatusCode.NotFound, "not_found")]
    [InlineData("00000000-0000-0000-0000-000000000000", HttpStatusCode.NotFound, "not_found")]
    public async Task An_id_in_the_route_that_leads_nowhere_is_refused(string id, HttpStatusCode status, string code)
    {
        using HttpResponseMessage answer = await app.GetAsync($"/notes/{id}");

        JsonElement problem = await answer.IsProblemAsync(status, code);
        Assert.Equal("Note", problem.GetProperty("class_name").GetString());
    }

    [Fact]
    public async Task An_id_of_another_class_leads_nowhere()
    {
        ExternalReference customer = await app.Toast.DumpAsync(new Customer("Alice"));

        using HttpResponseMessage answer = await app.GetAsync($"/notes/{customer.Id}");

        await answer.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task A_route_may_hold_several_ids_and_a_body_besides()
    {
        var alice = new Customer("Alice");
        ExternalReference customer = await app.Toast.DumpAsync(alice);
        ExternalReference order = await app.Toast.DumpAsync(new Order(alice, [new OrderLine("tea", 5)]));

        using HttpResponseMessage read = await app.GetAsync($"/customers/{customer.Id}/orders/{order.Id}");
        using HttpResponseMessage posted = await app.PostAsync($"/customers/{customer.Id}/notes", """{"text":"pays late"}""");

        Assert.Equal("Alice 5", await read.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        Assert.Equal(new Note("Alice: pays late"), await app.Toast.ValidateAsync<Note>(await ReferenceOfAsync(posted)));
    }

    [Fact]
    public async Task A_deleted_model_is_gone()
    {
        ExternalReference stored = await app.Toast.DumpAsync(new Note("kept"));

        using HttpResponseMessage deleted = await app.SendAsync(HttpMethod.Delete, $"/notes/{stored.Id}");
        using HttpResponseMessage again = await app.SendAsync(HttpMethod.Delete, $"/notes/{stored.Id}");

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await again.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    private static async Task<ExternalReference> ReferenceOfAsync(HttpResponseMessage answer) =>
        JsonSerializer.Deserialize<ExternalReference>(await answer.Content.ReadAsStringAsync())!;
}
