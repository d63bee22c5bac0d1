using System.Net;
using System.Text.Json;

namespace Toast.Silo.Tests.Records;

public abstract class ListTests(RecordServer server)
{
    private readonly string className = $"Listed{Guid.NewGuid():N}";

    [Fact]
    public async Task Pages_lead_through_every_record_exactly_once()
    {
        HashSet<string> created = await CreateAsync(25);
        var found = new List<string>();
        var sizes = new List<int>();
        string? after = null;
        do
        {
            using HttpResponseMessage response = await server.SendAsync(HttpMethod.Get, $"/records/{className}?limit=10{(after is null ? "" : $"&after={after}")}");
            JsonElement page = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
            Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
            JsonElement[] items = [.. page.GetProperty("items").EnumerateArray()];
            Assert.All(items, item => Assert.Equal(className, item.GetProperty("class_name").GetString()));
            found.AddRange(items.Select(item => item.GetProperty("id").GetString()!));
            sizes.Add(items.Length);
            after = page.GetProperty("next").GetString();
        }
        while (after is not null);

        Assert.Equal([10, 10, 5], sizes);
        Assert.Equal(25, found.Count);
        Assert.True(created.SetEquals(found));
    }

    [Fact]
    public async Task A_full_last_page_has_no_next()
    {
        await CreateAsync(3);

        Assert.EndsWith("\"next\":null}", await server.Client.GetStringAsync($"/records/{className}?limit=3"), StringComparison.Ordinal);
        Assert.Equal("""{"items":[],"next":null}""", await server.Client.GetStringAsync($"/records/{className}x"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1100)]
    public async Task Whole_records_come_as_lines(int count)
    {
        HashSet<string> created = await CreateAsync(count);

        using HttpResponseMessage response = await server.SendAsync(HttpMethod.Get, $"/records/{className}", null, ("Accept", Ndjson.MediaType));

        JsonElement[] lines = await response.LinesAsync();
        Assert.Equal(count, lines.Length);
        Assert.True(created.SetEquals(lines.Select(line => line.GetProperty("id").GetString()!)));
        Assert.All(lines, line => Assert.Equal(JsonValueKind.Number, line.GetProperty("data").GetProperty("n").ValueKind));
        Assert.Contains("Accept", response.Headers.Vary);
    }

    [Fact]
    public async Task A_stream_of_records_keeps_to_limit_and_after_too()
    {
        await CreateAsync(10);
        using HttpResponseMessage first = await server.SendAsync(HttpMethod.Get, $"/records/{className}?limit=4", null, ("Accept", Ndjson.MediaType));
        JsonElement[] some = await first.LinesAsync();
        using HttpResponseMessage rest = await server.SendAsync(
            HttpMethod.Get, $"/records/{className}?after={some[^1].GetProperty("id").GetString()}", null, ("Accept", Ndjson.MediaType));

        Assert.Equal(4, some.Length);
        Assert.Equal(6, (await rest.LinesAsync()).Length);
    }

    [Fact]
    public async Task A_stream_holds_lifetime_and_versions()
    {
        using HttpResponseMessage created = await server.SendAsync(
            HttpMethod.Post, $"/records/{className}", """{"n":1}""", ("Toast-TTL", "3600"), ("Toast-Schema-Version", "3"));
        using HttpResponseMessage response = await server.SendAsync(HttpMethod.Get, $"/records/{className}", null, ("Accept", Ndjson.MediaType));

        JsonElement line = Assert.Single(await response.LinesAsync());
        Assert.Equal(1, line.GetProperty("version").GetInt32());
        Assert.Equal(3, line.GetProperty("schema_version").GetInt32());
        Assert.Equal(TimeSpan.FromHours(1), line.GetProperty("expires").GetDateTimeOffset() - line.GetProperty("updated").GetDateTimeOffset());
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    [InlineData("limit=-1")]
    [InlineData("limit=ten")]
    [InlineData("limit=")]
    [InlineData("limit=1&limit=2")]
    [InlineData("after=1")]
    [InlineData("after=")]
    public async Task A_query_that_cannot_be_used_is_refused(string query)
    {
        using HttpResponseMessage response = await server.SendAsync(HttpMethod.Get, $"/records/{className}?{query}");

        await response.IsProblemAsync(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Theory]
    [InlineData("*/*", "application/json")]
    [InlineData("application/json, application/x-ndjson;q=0.5", "application/json")]
    [InlineData("application/x-ndjson, application/json;q=0.5", "application/x-ndjson")]
    [InlineData("application/x-ndjson;q=0", "application/json")]
    [InlineData("nonsense", "application/json")]
    public async Task What_the_caller_likes_best_decides_the_form(string accept, string expected)
    {
        using HttpResponseMessage response = await server.SendAsync(HttpMethod.Get, $"/records/{className}", null, ("Accept", accept));

        Assert.Equal(expected, response.Content.Headers.ContentType?.ToString());
    }

    private async Task<HashSet<string>> CreateAsync(int count)
    {
        var ids = new HashSet<string>();
        foreach (int[] some in Enumerable.Range(0, count).Chunk(1000))
        {
            using HttpResponseMessage response = await server.Client.PostAsync(
                $"/records/{className}/batch", Ndjson.Of(some.Select(i => $$"""{"n":{{i}}}""")));
            ids.UnionWith((await response.LinesAsync()).Select(line => line.GetProperty("id").GetString()!));
        }

        Assert.Equal(count, ids.Count);
        return ids;
    }
}
