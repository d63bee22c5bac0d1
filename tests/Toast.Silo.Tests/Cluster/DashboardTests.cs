using System.Net;
using System.Text;

namespace Toast.Silo.Tests.Cluster;

/// <summary>The Orleans Dashboard is shown on request only, and to those with a key.</summary>
public sealed class DashboardTests
{
    private const string Key = "planted-key-0123456789abcdef", OfNotes = "planted-key-of-notes-0123456789";

    [SkippableFact]
    public async Task The_dashboard_is_absent_unless_it_is_asked_for()
    {
        BuiltWith.SkipUnlessOrleans();
        await using var host = new DisposableServer(new ClusterServer());
        RecordServer server = await host.StartAsync();

        using HttpResponseMessage absent = await server.SendAsync(HttpMethod.Get, "/dashboard/");

        Assert.Equal(HttpStatusCode.NotFound, absent.StatusCode);
    }

    [SkippableFact]
    public async Task The_dashboard_and_its_numbers_take_a_key_that_may_read_everything()
    {
        BuiltWith.SkipUnlessOrleans();
        await using var host = new DisposableServer(new SiloServer(
            "--Toast:Cluster:Mode", "local", "--Toast:Cluster:Dashboard", "true", "--Toast:ApiKeys:admin:Key", Key, "--Toast:ApiKeys:notes:Key", OfNotes,
            "--Toast:ApiKeys:notes:Classes", "Note"));
        RecordServer server = await host.StartAsync();
        foreach (string path in (string[])["/dashboard/", "/dashboard/ClusterStats", "/dashboard/DashboardCounters"])
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server, path, null));
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(server, path, Basic(OfNotes)));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, path, Basic(Key)));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, path, $"Bearer {Key}"));
        }
    }

    private static string Basic(string key) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"anybody:{key}"));

    private static async Task<HttpStatusCode> StatusAsync(RecordServer server, string path, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using HttpResponseMessage response = await server.Client.SendAsync(request);
        return response.StatusCode;
    }
}
