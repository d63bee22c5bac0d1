using System.Globalization;
using System.Net;

namespace Toast.Silo.Tests.Limits;

public sealed class RateTests
{
    private const string Slow = "slow-key-0123456789abc", Fast = "fast-key-0123456789abc";

    [Fact]
    public async Task A_key_that_asks_too_often_gets_429_with_retry_after_and_others_do_not()
    {
        await using var host = new DisposableServer(new SiloServer(
            "--Toast:ApiKeys:slow:Key", Slow, "--Toast:ApiKeys:slow:RequestsPerSecond", "1", "--Toast:ApiKeys:fast:Key", Fast));
        RecordServer server = await host.StartAsync();

        HttpResponseMessage[] slow = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => GetAsync(server, Slow)));
        HttpResponseMessage[] fast = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => GetAsync(server, Fast)));

        HttpResponseMessage refused = slow.First(response => response.StatusCode != HttpStatusCode.OK);
        await refused.IsProblemAsync(HttpStatusCode.TooManyRequests, "rate_limited");
        Assert.True(int.Parse(refused.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture) >= 1);
        Assert.True(slow.Count(response => response.StatusCode == HttpStatusCode.OK) >= 2, "The burst was refused.");
        Assert.All(fast, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
    }

    [Fact]
    public async Task Without_keys_all_callers_share_the_limit()
    {
        await using var host = new DisposableServer(new SiloServer("--Toast:Limits:RequestsPerSecond", "1"));
        RecordServer server = await host.StartAsync();

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => server.SendAsync(HttpMethod.Get, "/records/Note")));
        using HttpResponseMessage live = await server.SendAsync(HttpMethod.Get, "/health/live");

        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    private static Task<HttpResponseMessage> GetAsync(RecordServer server, string key) =>
        server.SendAsync(HttpMethod.Get, "/records/Note", null, ("Authorization", $"Bearer {key}"));
}
