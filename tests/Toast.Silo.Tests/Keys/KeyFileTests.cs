using System.Diagnostics;
using System.Net;

namespace Toast.Silo.Tests.Keys;

public sealed class KeyFileTests : IDisposable
{
    private const string Old = "old-key-0123456789abcdef", New = "new-key-0123456789abcdef";

    private readonly TemporaryFolder folder = new();

    private string KeyFile => Path.Combine(folder.FullName, "key");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Keys_are_exchanged_in_their_file_while_the_server_runs()
    {
        await File.WriteAllTextAsync(KeyFile, $"# the key of the app\n{Old}\n");
        await using var host = new DisposableServer(new SiloServer("--Toast:ApiKeys:app:KeyFile", KeyFile));
        RecordServer server = await host.StartAsync();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), await StatusesAsync(server));

        await File.WriteAllTextAsync(KeyFile, $"{Old}\r\n{New}\r\n");
        await UntilAsync(server, (HttpStatusCode.OK, HttpStatusCode.OK));
        await File.WriteAllTextAsync(KeyFile, New);
        await UntilAsync(server, (HttpStatusCode.Unauthorized, HttpStatusCode.OK));

        // What is not a key leaves the good ones; a file without any takes them away, and opens nothing.
        await File.WriteAllTextAsync(KeyFile, "short");
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), await StatusesAsync(server));
        await File.WriteAllTextAsync(KeyFile, "");
        await UntilAsync(server, (HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized));
        using HttpResponseMessage anonymous = await server.SendAsync(HttpMethod.Get, "/records/Note");
        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
    }

    [Fact]
    public async Task With_a_key_the_server_listens_for_other_machines_and_logs_no_key()
    {
        await using SiloProcess silo = await SiloProcess.StartAsync(
            folder.FullName, "--urls", "http://0.0.0.0:0", "--Toast:Store", SiloProcess.StoreIn(folder.FullName), "--Toast:ApiKeys:app:Key", New,
            "--Logging:LogLevel:Default", "Trace", "--Logging:LogLevel:Toast", "Trace");
        Assert.True(silo.Client.BaseAddress is not null, silo.Errors);
        var address = new UriBuilder(silo.Client.BaseAddress) { Host = "127.0.0.1", Path = "/records/Note" };

        using HttpResponseMessage refused = await SendAsync(silo.Client, address.Uri, Old);
        using HttpResponseMessage opened = await SendAsync(silo.Client, address.Uri, New);

        await refused.IsProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        await silo.StopAsync("TERM");
        Assert.DoesNotContain(Old, silo.Output + silo.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(New, silo.Output + silo.Errors, StringComparison.Ordinal);
    }

    private static async Task UntilAsync(RecordServer server, (HttpStatusCode Old, HttpStatusCode New) expected)
    {
        var waited = Stopwatch.StartNew();
        (HttpStatusCode, HttpStatusCode) found;
        do
        {
            found = await StatusesAsync(server);
        }
        while (found != expected && waited.Elapsed < RawHttp.Deadline);

        Assert.Equal(expected, found);
    }

    private static async Task<(HttpStatusCode Old, HttpStatusCode New)> StatusesAsync(RecordServer server)
    {
        using HttpResponseMessage old = await SendAsync(server.Client, new Uri("/records/Note", UriKind.Relative), Old);
        using HttpResponseMessage next = await SendAsync(server.Client, new Uri("/records/Note", UriKind.Relative), New);
        return (old.StatusCode, next.StatusCode);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, Uri address, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new("Bearer", key);
        request.Headers.Host = "records.example";
        return await client.SendAsync(request);
    }
}
