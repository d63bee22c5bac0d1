using System.Net;
using System.Net.Http.Json;

namespace Toast.Silo.Tests.Processes;

public sealed class RunScriptTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Run_serves_shows_what_to_try_ends_on_ctrl_c_and_keeps_the_data()
    {
        Uri? location;
        int shell;
        await using (SiloProcess first = await StartAsync())
        {
            shell = first.Id;
            Assert.True(first.Client.BaseAddress is not null, first.Output + first.Errors);
            using HttpResponseMessage created = await first.Client.PostAsJsonAsync("/records/Note", new { text = "kept" });
            Assert.Equal(HttpStatusCode.Created, created.StatusCode);
            location = created.Headers.Location;
            Assert.Equal(3, first.Output.Split('\n').Count(line => line.Contains("curl ", StringComparison.Ordinal)));
            Assert.Equal(0, await first.StopAsync("INT"));
        }

        Assert.False(Directory.Exists($"/proc/{shell}"), "The server outlived its shell.");
        await using SiloProcess second = await StartAsync();
        Assert.Equal("""{"text":"kept"}""", await second.Client.GetStringAsync(location));
        Assert.Equal(0, await second.StopAsync("INT"));
    }

    private Task<SiloProcess> StartAsync() =>
        // No gateway: its port is one that another server of this machine may have taken.
        SiloProcess.StartScriptAsync(
            "--urls", "http://127.0.0.1:0", "--Toast:Store", SiloProcess.StoreIn(folder.FullName), "--Toast:Cluster:GatewayPort", "0");
}
