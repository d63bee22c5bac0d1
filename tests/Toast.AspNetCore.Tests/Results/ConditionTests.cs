using System.Net;
using System.Text.Json;

namespace Toast.AspNetCore.Tests;

/// <summary>Versions as conditions of requests.</summary>
public abstract class ConditionTests(TestApp app)
{
    [Fact]
    [Trait("Behaviour", "B-165")]
    public async Task B_165_a_change_under_the_version_that_was_read_is_stored()
    {
        ExternalReference stored = await app.Toast.DumpAsync(new Note("old", 7));

        using HttpResponseMessage answer = await ChangeAsync(stored, "new", ("If-Match", "\"1\""));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("\"2\"", answer.Headers.ETag!.Tag);
        Assert.Equal(new Note("new", 7), await app.Toast.ValidateAsync<Note>(stored));
    }

    [Theory]
    [InlineData("If-Match", "\"2\"")]
    [InlineData("If-Match", "W/\"1\"")]
    [InlineData("If-Match", "\"from-elsewhere\"")]
    [InlineData("If-None-Match", "*")]
    [InlineData("If-None-Match", "\"1\"")]
    [Trait("Behaviour", "B-165")]
    public async Task B_165_a_condition_that_does_not_hold_is_412_and_nothing_is_written(string name, string value)
    {
        ExternalReference stored = await app.Toast.DumpAsync(new Note("old"));

        using HttpResponseMessage answer = await ChangeAsync(stored, "new", (name, value));

        JsonElement problem = await answer.IsProblemAsync(HttpStatusCode.PreconditionFailed, "conflict");
        Assert.Equal(1, problem.GetProperty("actual_version").GetInt64());
        Assert.Equal(new Note("old"), await app.Toast.ValidateAsync<Note>(stored));
    }

    [Fact]
    [Trait("Behaviour", "B-165")]
    public async Task B_165_a_condition_that_is_none_is_refused()
    {
        ExternalReference stored = await app.Toast.DumpAsync(new Note("old"));

        using HttpResponseMessage answer = await ChangeAsync(stored, "new", ("If-Match", "1"));

        await answer.IsProblemAsync(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Theory]
    [InlineData("If-Match", "*", HttpStatusCode.PreconditionFailed)]
    [InlineData("If-Match", "\"1\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("If-None-Match", "*", HttpStatusCode.Created)]
    [InlineData("If-None-Match", "\"1\"", HttpStatusCode.Created)]
    [Trait("Behaviour", "B-165")]
    public async Task B_165_a_put_of_a_record_that_is_not_there_asks_the_condition(string name, string value, HttpStatusCode expected)
    {
        var id = Guid.CreateVersion7();

        using HttpResponseMessage answer = await PutAsync(id, "put", (name, value));

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.Created, await app.Toast.ExistsAsync(new ExternalReference("Note", id)));
    }

    [Theory]
    [InlineData("If-Match", "*", HttpStatusCode.OK)]
    [InlineData("If-Match", "\"1\"", HttpStatusCode.OK)]
    [InlineData("If-Match", "\"7\", \"1\"", HttpStatusCode.OK)]
    [InlineData("If-Match", "\"2\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("If-None-Match", "*", HttpStatusCode.PreconditionFailed)]
    [InlineData("If-None-Match", "\"2\"", HttpStatusCode.OK)]
    [Trait("Behaviour", "B-165")]
    public async Task B_165_a_put_over_a_record_asks_the_condition(string name, string value, HttpStatusCode expected)
    {
        ExternalReference stored = await app.Toast.DumpAsync(new Note("old"));

        using HttpResponseMessage answer = await PutAsync(stored.Id, "put", (name, value));

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK ? "put" : "old", (await app.Toast.ValidateAsync<Note>(stored)).Text);
    }

    [Fact]
    [Trait("Behaviour", "B-165")]
    public async Task B_165_a_put_without_condition_makes_and_replaces()
    {
        var id = Guid.CreateVersion7();

        using HttpResponseMessage made = await PutAsync(id, "one");
        using HttpResponseMessage replaced = await PutAsync(id, "two");

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal($"/notes/{id}", made.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, replaced.StatusCode);
        Assert.Equal("\"2\"", replaced.Headers.ETag!.Tag);
    }

    [Fact]
    [Trait("Behaviour", "B-165")]
    public async Task B_165_a_new_record_matches_no_version()
    {
        using HttpResponseMessage answer = await app.PostAsync("/notes", """{"text":"new"}""", ("If-Match", "\"1\""));

        await answer.IsProblemAsync(HttpStatusCode.PreconditionFailed, "conflict");
    }

    [Fact]
    [Trait("Behaviour", "B-165")]
    public async Task B_165_a_condition_is_about_the_record_of_the_path_and_not_about_another_that_the_handler_makes()
    {
        ExternalReference customer = await app.Toast.DumpAsync(new Customer("Alice"));

        using HttpResponseMessage holds = await app.PostAsync($"/customers/{customer.Id}/notes", """{"text":"a"}""", ("If-Match", "\"1\""));
        using HttpResponseMessage fails = await app.PostAsync($"/customers/{customer.Id}/notes", """{"text":"a"}""", ("If-Match", "\"2\""));

        Assert.Equal(HttpStatusCode.Created, holds.StatusCode);
        await fails.IsProblemAsync(HttpStatusCode.PreconditionFailed, "conflict");
    }

    [Fact]
    [Trait("Behaviour", "B-165")]
    public async Task B_165_a_read_under_another_version_is_412()
    {
        ExternalReference stored = await app.Toast.DumpAsync(new Note("old"));

        using HttpResponseMessage answer = await app.GetAsync($"/notes/{stored.Id}", ("If-Match", "\"2\""));

        await answer.IsProblemAsync(HttpStatusCode.PreconditionFailed, "conflict");
    }

    [Fact]
    [Trait("Behaviour", "B-165")]
    public async Task B_165_of_many_writers_under_one_version_one_wins_and_the_others_hear_412()
    {
        ExternalReference stored = await app.Toast.DumpAsync(new Counter());

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 16)
            .Select(_ => app.SendAsync(HttpMethod.Post, $"/counters/{stored.Id}/increment", null, ("If-Match", "\"1\""))));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(15, answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));
        Assert.Equal(1, (await app.Toast.ValidateAsync<Counter>(stored)).Value);
    }

    [Fact]
    [Trait("Behaviour", "B-165")]
    public async Task B_165_of_many_writers_without_condition_no_update_is_lost_and_the_losers_hear_409()
    {
        ExternalReference stored = await app.Toast.DumpAsync(new Counter());

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 16)
            .Select(_ => app.SendAsync(HttpMethod.Post, $"/counters/{stored.Id}/increment")));

        int won = answers.Count(answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(16 - won, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
        Assert.Equal(won, (await app.Toast.ValidateAsync<Counter>(stored)).Value);
        Assert.InRange(won, 1, 16);
    }

    private Task<HttpResponseMessage> ChangeAsync(ExternalReference note, string text, params (string, string)[] headers) =>
        app.SendAsync(HttpMethod.Put, $"/notes/{note.Id}/text?text={text}", null, headers);

    private Task<HttpResponseMessage> PutAsync(Guid id, string text, params (string, string)[] headers) =>
        app.SendAsync(HttpMethod.Put, $"/notes/{id}", $$"""{"text":"{{text}}"}""", headers);
}
