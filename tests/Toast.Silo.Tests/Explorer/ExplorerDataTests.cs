using System.Net;
using System.Text.Json;

namespace Toast.Silo.Tests.Explorer;

/// <summary>The data that the explorer page asks for, on either engine.</summary>
public abstract class ExplorerDataTests(RecordServer server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string className = $"Explored{Guid.NewGuid():N}";

    [Fact]
    public async Task The_overview_names_stores_with_their_health_and_classes_with_their_counts()
    {
        await server.CreateAsync("""{"n":1}""", className);
        await server.CreateAsync("""{"n":2}""", className);

        JsonElement store = await StoreOnceAsync(found => CountOf(found, className) == 2);

        Assert.Equal("up", store.GetProperty("status").GetString());
        Assert.True(store.GetProperty("counts").GetProperty("complete").GetBoolean());
        Assert.Empty(store.GetProperty("counts").GetProperty("unreachable").EnumerateArray());
        Assert.InRange(DateTimeOffset.UtcNow - store.GetProperty("counts").GetProperty("counted").GetDateTimeOffset(), TimeSpan.FromSeconds(-1), Patience);
    }

    [Fact]
    public async Task A_class_that_has_lost_its_records_is_no_longer_named()
    {
        string path = await server.CreateAsync("{}", className);
        await StoreOnceAsync(found => CountOf(found, className) == 1);

        using HttpResponseMessage deleted = await server.SendAsync(HttpMethod.Delete, path);

        await StoreOnceAsync(found => CountOf(found, className) == 0);
    }

    [Fact]
    public async Task A_page_of_a_class_tells_versions_times_and_how_data_begins()
    {
        string path = await server.CreateAsync("""{"text":"<b>&\u00e4"}""", className);
        using HttpResponseMessage written = await server.SendAsync(
            HttpMethod.Put, path, """{"text":"<b>&ä"}""", ("Toast-TTL", "3600"), ("Toast-Schema-Version", "4"));

        JsonElement item = Assert.Single((await GetAsync($"/explorer/records/{className}")).GetProperty("items").EnumerateArray());

        Assert.Equal(path[^36..], item.GetProperty("id").GetString());
        Assert.Equal(2, item.GetProperty("version").GetInt64());
        Assert.Equal(4, item.GetProperty("schema_version").GetInt32());
        Assert.True(item.GetProperty("created").GetDateTimeOffset() <= item.GetProperty("updated").GetDateTimeOffset());
        Assert.Equal(3600, (item.GetProperty("expires").GetDateTimeOffset() - item.GetProperty("updated").GetDateTimeOffset()).TotalSeconds, 1);
        Assert.Equal("""{"text":"<b>&ä"}""", item.GetProperty("preview").GetString());
        Assert.Equal(17, item.GetProperty("bytes").GetInt32());
    }

    [Fact]
    public async Task Pages_follow_one_another_as_those_of_the_listing_do()
    {
        for (int i = 0; i < 7; i++)
        {
            await server.CreateAsync($$"""{"n":{{i}} }""", className);
        }

        var ids = new List<string>();
        string? after = null;
        do
        {
            JsonElement page = await GetAsync($"/explorer/records/{className}?limit=3{(after is null ? "" : $"&after={after}")}");
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            after = page.TryGetProperty("next", out JsonElement next) ? next.GetString() : null;
        }
        while (after is not null);

        JsonElement listing = await GetAsync($"/records/{className}");
        Assert.Equal(listing.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()), ids);
    }

    [Fact]
    public async Task A_long_text_is_cut_between_two_characters()
    {
        await server.CreateAsync($$"""{"text":"{{string.Concat(Enumerable.Repeat("😀", 500))}}"}""", className);

        string preview = Assert.Single((await GetAsync($"/explorer/records/{className}")).GetProperty("items").EnumerateArray()).GetProperty("preview").GetString()!;

        Assert.EndsWith("😀…", preview, StringComparison.Ordinal);
        Assert.DoesNotContain("\ufffd", preview, StringComparison.Ordinal);
        Assert.InRange(preview.Length, 100, 240);
    }

    [Fact]
    public async Task Reads_writes_and_calls_of_stores_are_counted_by_how_long_they_took()
    {
        (long reads, long writes, long calls) = Sums(await GetAsync("/explorer/traffic"));
        string path = await server.CreateAsync("{}", className);
        await server.Client.GetStringAsync(path);

        JsonElement after = await GetAsync("/explorer/traffic");

        Assert.True(Sums(after).Reads > reads);
        Assert.True(Sums(after).Writes > writes);
        Assert.True(Sums(after).Calls > calls);
        Assert.Equal(after.GetProperty("bounds").GetArrayLength() + 1, after.GetProperty("reads").GetProperty("counts").GetArrayLength());
    }

    [Theory]
    [InlineData("/explorer/records/a%3Cb")]
    [InlineData("/explorer/records/Note?limit=0")]
    [InlineData("/explorer/records/Note?after=x")]
    public async Task What_cannot_be_asked_for_is_refused_as_elsewhere(string path)
    {
        using HttpResponseMessage response = await server.SendAsync(HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
    }

    private static (long Reads, long Writes, long Calls) Sums(JsonElement traffic) =>
        (SumOf(traffic.GetProperty("reads")), SumOf(traffic.GetProperty("writes")), traffic.GetProperty("stores").EnumerateArray().Sum(SumOf));

    private static long SumOf(JsonElement tally) => tally.GetProperty("counts").EnumerateArray().Sum(count => count.GetInt64());

    private static long CountOf(JsonElement store, string className) =>
        !store.TryGetProperty("counts", out JsonElement counts) ? -1
        : counts.GetProperty("classes").EnumerateArray().Where(found => found.GetProperty("class_name").GetString() == className)
            .Select(found => found.GetProperty("records").GetInt64()).SingleOrDefault();

    private async Task<JsonElement> StoreOnceAsync(Func<JsonElement, bool> isSo)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            JsonElement overview = await GetAsync("/explorer/overview");
            JsonElement store = Assert.Single(overview.GetProperty("stores").EnumerateArray());
            if (isSo(store))
            {
                return store;
            }

            await Task.Delay(100, deadline.Token);
        }
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using HttpResponseMessage response = await server.SendAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }
}
