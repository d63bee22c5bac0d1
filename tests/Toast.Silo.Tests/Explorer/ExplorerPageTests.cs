using System.Net;
using System.Text.RegularExpressions;

namespace Toast.Silo.Tests.Explorer;

/// <summary>The files of the explorer page, and where there is none.</summary>
public sealed partial class ExplorerPageTests(SiloServer server) : IClassFixture<SiloServer>
{
    public static TheoryData<string, string> Files() => new()
    {
        { "/", "text/html; charset=utf-8" },
        { "/explorer/page.css", "text/css; charset=utf-8" },
        { "/explorer/main.js", "text/javascript; charset=utf-8" },
        { "/explorer/icon.svg", "image/svg+xml" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_is_served_under_a_policy_that_lets_nothing_in_from_elsewhere(string path, string type)
    {
        using HttpResponseMessage response = await server.SendAsync(HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.ToString());
        string policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
            policy);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("no-cache", response.Headers.CacheControl?.ToString());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_that_the_browser_has_is_not_sent_again(string path, string type)
    {
        using HttpResponseMessage first = await server.SendAsync(HttpMethod.Get, path);
        string tag = first.Headers.ETag!.ToString();

        using HttpResponseMessage again = await server.SendAsync(HttpMethod.Get, path, null, ("If-None-Match", tag));
        using HttpResponseMessage other = await server.SendAsync(HttpMethod.Get, path, null, ("If-None-Match", "\"other\""));
        using HttpResponseMessage head = await server.SendAsync(HttpMethod.Head, path);

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        Assert.Equal(tag, again.Headers.ETag?.ToString());
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal(type, head.Content.Headers.ContentType?.ToString());
        Assert.Equal((await first.Content.ReadAsByteArrayAsync()).Length, head.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task The_files_name_each_other_and_no_other_host()
    {
        var seen = new HashSet<string>();
        var next = new Queue<string>(["/"]);
        while (next.TryDequeue(out string? path))
        {
            if (!seen.Add(path))
            {
                continue;
            }

            using HttpResponseMessage response = await server.SendAsync(HttpMethod.Get, path);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            string text = await response.Content.ReadAsStringAsync();
            Assert.All(Addresses().Matches(text), match => Assert.Equal("http://www.w3.org/2000/svg", match.Value));
            foreach (Match match in Names().Matches(text))
            {
                next.Enqueue("/explorer/" + match.Groups["name"].Value);
            }
        }

        Assert.InRange(seen.Count, 12, 30);
    }

    [Fact]
    public async Task The_files_have_no_script_or_style_within_the_page_and_no_way_from_data_to_markup()
    {
        string page = await server.Client.GetStringAsync("/");
        Assert.DoesNotMatch("<style|<script(?![^>]* src=)|\\sstyle=|\\son[a-z]+=", page);
        foreach (string name in Names().Matches(page + await server.Client.GetStringAsync("/explorer/main.js")).Select(match => match.Groups["name"].Value).Distinct())
        {
            string text = await server.Client.GetStringAsync("/explorer/" + name);
            Assert.DoesNotMatch("innerHTML|outerHTML|insertAdjacent|document\\.write|DOMParser|createContextualFragment|\\beval\\b|new Function|localStorage", text);
        }
    }

    [Theory]
    [InlineData("POST", "/")]
    [InlineData("DELETE", "/explorer/main.js")]
    [InlineData("PUT", "/explorer/records/Note")]
    public async Task The_page_only_reads(string method, string path)
    {
        using HttpResponseMessage response = await server.SendAsync(new HttpMethod(method), path, "{}");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Fact]
    public async Task The_page_can_be_turned_off()
    {
        await using var host = new DisposableServer(new SiloServer("--Toast:Explorer", "false"));
        RecordServer without = await host.StartAsync();
        foreach (string path in (string[])["/", "/explorer/main.js", "/explorer/overview", "/explorer/traffic", "/explorer/records/Note"])
        {
            using HttpResponseMessage response = await without.SendAsync(HttpMethod.Get, path);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [GeneratedRegex("""(https?:|wss?:)?//[A-Za-z0-9.-]+\.[A-Za-z]{2,}[^\s"'<>)]*""")]
    private static partial Regex Addresses();

    [GeneratedRegex("""["'](\./|explorer/)(?<name>[a-z]+\.(js|css|svg))["']""")]
    private static partial Regex Names();
}
