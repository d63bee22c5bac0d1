using System.Net;
using System.Text.Json;

namespace Toast.AspNetCore.Tests;

/// <summary>The description of an application that takes and gives models.</summary>
public abstract class OpenApiTests(TestApp app)
{
    private const string Reference = """{"$ref":"#/components/schemas/ExternalReference"}""";

    [Fact]
    public async Task A_body_is_a_reference_or_data()
    {
        JsonElement post = await OperationAsync("/notes", "post");

        JsonElement body = post.GetProperty("requestBody");
        Assert.True(body.GetProperty("required").GetBoolean());
        Assert.Equal($$"""{"anyOf":[{{Reference}},{"$ref":"#/components/schemas/NoteData"}]}""", Compact(SchemaOf(body)));
    }

    [Fact]
    public async Task A_body_that_may_be_missing_is_described_so()
    {
        JsonElement body = (await OperationAsync("/notes/maybe", "post")).GetProperty("requestBody");

        Assert.False(body.TryGetProperty("required", out JsonElement required) && required.GetBoolean());
    }

    [Fact]
    public async Task A_returned_model_is_a_reference_with_a_version()
    {
        JsonElement answers = (await OperationAsync("/notes", "post")).GetProperty("responses");

        foreach (string status in new[] { "200", "201" })
        {
            Assert.Equal(Reference, Compact(SchemaOf(answers.GetProperty(status))));
            Assert.True(answers.GetProperty(status).GetProperty("headers").TryGetProperty("ETag", out _));
        }

        Assert.True(answers.GetProperty("201").GetProperty("headers").TryGetProperty("Location", out _));
        Assert.Equal(
            """{"$ref":"#/components/schemas/ToastProblem"}""",
            Compact(answers.GetProperty("default").GetProperty("content").GetProperty("application/problem+json").GetProperty("schema")));
    }

    [Fact]
    public async Task Several_returned_models_are_an_array_of_references()
    {
        JsonElement answers = (await OperationAsync("/notes/twice", "post")).GetProperty("responses");

        Assert.Equal($$"""{"type":"array","items":{{Reference}}}""", Compact(SchemaOf(answers.GetProperty("200"))));
    }

    [Fact]
    public async Task A_model_in_the_route_is_an_id_and_its_answer_is_data()
    {
        JsonElement get = await OperationAsync("/orders/{id}", "get");

        JsonElement id = Assert.Single(get.GetProperty("parameters").EnumerateArray(), parameter => parameter.GetProperty("in").GetString() == "path");
        Assert.Equal("id", id.GetProperty("name").GetString());
        Assert.Equal("""{"type":"string","format":"uuid"}""", Compact(id.GetProperty("schema")));
        Assert.False(get.TryGetProperty("requestBody", out _));
        Assert.Equal(
            ["If-Match", "If-None-Match"],
            get.GetProperty("parameters").EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "header")
                .Select(parameter => parameter.GetProperty("name").GetString()));
        Assert.Equal("""{"$ref":"#/components/schemas/OrderData"}""", Compact(SchemaOf(get.GetProperty("responses").GetProperty("200"))));
        Assert.True(get.GetProperty("responses").TryGetProperty("304", out _));
    }

    [Fact]
    public async Task Data_is_described_by_its_stored_names_rules_and_children()
    {
        JsonElement schemas = (await DocumentAsync()).GetProperty("components").GetProperty("schemas");

        JsonElement note = schemas.GetProperty("NoteData").GetProperty("properties");
        Assert.Equal(2_000_000, note.GetProperty("text").GetProperty("maxLength").GetInt32());
        Assert.Equal(100, note.GetProperty("weight").GetProperty("maximum").GetInt32());
        JsonElement order = schemas.GetProperty("OrderData");
        Assert.Equal(["customer", "lines", "referrer"], order.GetProperty("properties").EnumerateObject().Select(member => member.Name));
        Assert.Equal($$"""{"anyOf":[{{Reference}},{"$ref":"#/components/schemas/CustomerData"}]}""", Compact(order.GetProperty("properties").GetProperty("customer")));
        Assert.Equal(["customer", "lines"], order.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(["class_name", "id"], schemas.GetProperty("ExternalReference").GetProperty("properties").EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task Data_of_every_form_fits_its_description_and_can_be_sent_back()
    {
        ExternalReference reference = await app.Toast.DumpAsync(new Everything { Name = "all", Inner = new Everything { Name = "inner", Owner = null } });
        string data = await app.Client.GetStringAsync($"/everything/{reference.Id}");
        JsonElement document = await DocumentAsync();

        var schema = new Schema(document, document.GetProperty("components").GetProperty("schemas").GetProperty("EverythingData"));

        Assert.Null(schema.ProblemOf(JsonElement.Parse(data)));
        Assert.Equal("$ lacks name", schema.ProblemOf(JsonElement.Parse("{}")));
        Assert.NotNull(schema.ProblemOf(JsonElement.Parse("""{"name":"a","state":"Lost"}""")));
        using HttpResponseMessage again = await app.PostAsync("/everything", data);
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal(data, await app.Client.GetStringAsync(again.Headers.Location));
    }

    private static JsonElement SchemaOf(JsonElement part) => part.GetProperty("content").GetProperty("application/json").GetProperty("schema");

    private static string Compact(JsonElement json) => JsonSerializer.Serialize(json);

    private async Task<JsonElement> OperationAsync(string path, string method) => (await DocumentAsync()).GetProperty("paths").GetProperty(path).GetProperty(method);

    private async Task<JsonElement> DocumentAsync() => JsonElement.Parse(await app.Client.GetStringAsync("/openapi/v1.json"));
}
