using System.Net;
using System.Text.Json;
using Toast.Silo.Tests.Keys;

namespace Toast.Silo.Tests.Explorer;

/// <summary>Data of the explorer page is behind the keys, and a key that is limited to classes sees those alone.</summary>
public sealed class ExplorerKeyTests(KeyServer server) : IClassFixture<KeyServer>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("/explorer/overview")]
    [InlineData("/explorer/traffic")]
    [InlineData("/explorer/records/Order")]
    public async Task Data_asks_for_a_key(string path)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server, path, null));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server, path, "unknown-key-0123456789"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, path, KeyServer.Full));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, path, KeyServer.Reader));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, path, KeyServer.Limited));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/explorer/main.js")]
    public async Task Files_ask_for_none(string path) => Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, path, null));

    [Fact]
    public async Task A_limited_key_lists_counts_and_measures_its_own_classes_only()
    {
        // Names that no other test has: what is measured is of the whole process.
        string own = $"Own{Guid.NewGuid():N}", other = $"Other{Guid.NewGuid():N}";
        await using var host = new DisposableServer(new SiloServer(
            "--Toast:ApiKeys:app:Key", KeyServer.Full, "--Toast:ApiKeys:shop:Key", KeyServer.Limited, "--Toast:ApiKeys:shop:Classes:0", $"{own}*"));
        RecordServer limited = await host.StartAsync();
        await CreateAsync(limited, own);
        await CreateAsync(limited, $"{own}.Part");
        await CreateAsync(limited, other);
        using var deadline = new CancellationTokenSource(Patience);
        while (!(await TextAsync(limited, "/explorer/overview", KeyServer.Full)).Contains(other, StringComparison.Ordinal))
        {
            await Task.Delay(100, deadline.Token);
        }

        string overview = await TextAsync(limited, "/explorer/overview", KeyServer.Limited);
        Assert.Contains($"\"{own}\"", overview, StringComparison.Ordinal);
        Assert.Contains($"\"{own}.Part\"", overview, StringComparison.Ordinal);
        Assert.DoesNotContain(other, overview, StringComparison.Ordinal);
        Assert.False(JsonDocument.Parse(overview).RootElement.GetProperty("all_classes").GetBoolean());
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(limited, $"/explorer/records/{other}", KeyServer.Limited));
        Assert.Equal(2, await WritesAsync(limited, KeyServer.Limited));
        Assert.True(await WritesAsync(limited, KeyServer.Full) > 2);
    }

    private static async Task CreateAsync(RecordServer server, string className)
    {
        using HttpResponseMessage created = await SendAsync(server, HttpMethod.Post, $"/records/{className}", KeyServer.Full, "{}");
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
    }

    private static async Task<long> WritesAsync(RecordServer server, string key) =>
        JsonDocument.Parse(await TextAsync(server, "/explorer/traffic", key)).RootElement
            .GetProperty("writes").GetProperty("counts").EnumerateArray().Sum(count => count.GetInt64());

    private static async Task<HttpStatusCode> StatusAsync(RecordServer server, string path, string? key)
    {
        using HttpResponseMessage response = await SendAsync(server, HttpMethod.Get, path, key);
        return response.StatusCode;
    }

    private static async Task<string> TextAsync(RecordServer server, string path, string key)
    {
        using HttpResponseMessage response = await SendAsync(server, HttpMethod.Get, path, key);
        return await response.Content.ReadAsStringAsync();
    }

    private static Task<HttpResponseMessage> SendAsync(RecordServer server, HttpMethod method, string path, string? key, string? json = null) =>
        server.SendAsync(method, path, json, key is null ? [] : [("Authorization", $"Bearer {key}")]);
}
