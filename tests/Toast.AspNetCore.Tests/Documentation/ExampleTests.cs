using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Toast.AspNetCore.Tests;

/// <summary>The first example of docs/aspnetcore.md.</summary>
public sealed class ExampleTests
{
    private const string Indent = "        ";

    [Fact]
    public void The_example_of_the_page_is_the_one_that_is_tested()
    {
        string[] page = File.ReadAllLines(Path.Combine(FolderOfThis(), "..", "..", "..", "docs", "aspnetcore.md"));
        string[] code = File.ReadAllLines(Path.Combine(FolderOfThis(), "DocumentedApp.cs"));

        IEnumerable<string> documented = page.SkipWhile(line => line != "```csharp").Skip(1).TakeWhile(line => line != "```");
        IEnumerable<string> tested = code.SkipWhile(line => !line.Contains("AddToast(", StringComparison.Ordinal))
            .TakeWhile(line => !line.Contains("return app", StringComparison.Ordinal))
            .Select(line => line.StartsWith(Indent, StringComparison.Ordinal) ? line[Indent.Length..] : line);

        Assert.Equal(documented, tested.SkipLast(1));
    }

    [Fact]
    public async Task The_example_does_what_the_page_shows()
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("Toast:Store", "memory://")]);
        await using WebApplication app = DocumentedApp.Build(builder);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        using HttpResponseMessage made = await client.PostAsync("/notes", new StringContent("""{"text": "hello"}""", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal("\"1\"", made.Headers.ETag!.Tag);
        string note = made.Headers.Location!.ToString();
        Assert.Equal("""{"text":"hello","weight":0}""", await client.GetStringAsync(note));
        using var change = new HttpRequestMessage(HttpMethod.Put, note + "/text?text=bye") { Headers = { { "If-Match", "\"1\"" } } };
        using HttpResponseMessage changed = await client.SendAsync(change);
        Assert.Equal(await made.Content.ReadAsStringAsync(), await changed.Content.ReadAsStringAsync());
        Assert.Equal("""{"text":"bye","weight":0}""", await client.GetStringAsync(note));
    }

    private static string FolderOfThis([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
