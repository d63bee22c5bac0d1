using System.Net;
using System.Net.Http.Json;

namespace Toast.Silo.Tests.Processes;

public sealed class LifetimeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Data_survives_a_stop_by_signal_and_the_stop_is_clean(string signal)
    {
        Uri? location;
        await using (SiloProcess first = await StartAsync())
        {
            using HttpResponseMessage created = await first.Client.PostAsJsonAsync("/records/Note", new { text = "kept" });
            Assert.Equal(HttpStatusCode.Created, created.StatusCode);
            location = created.Headers.Location;
            Assert.Equal(0, await first.StopAsync(signal));
            Assert.Equal("", first.Errors);
        }

        await using SiloProcess second = await StartAsync();
        Assert.Equal("""{"text":"kept"}""", await second.Client.GetStringAsync(location));
    }

    [Fact]
    [Trait("Behaviour", "B-312")]
    public async Task B_312_what_was_acknowledged_survives_a_kill()
    {
        Uri? location;
        await using (SiloProcess first = await StartAsync())
        {
            using HttpResponseMessage created = await first.Client.PostAsJsonAsync("/records/Note", new { text = "kept" });
            location = created.Headers.Location;
            await first.SignalAsync("KILL");
            Assert.NotEqual(0, await first.EndAsync());
        }

        await using SiloProcess second = await StartAsync();
        Assert.Equal("""{"text":"kept"}""", await second.Client.GetStringAsync(location));
    }

    [Fact]
    public async Task A_host_name_of_another_machine_is_refused_on_a_local_server()
    {
        await using SiloProcess silo = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.Host = "attacker.example";

        using HttpResponseMessage response = await silo.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Answers_name_no_server_software_and_logs_hold_no_data()
    {
        await using SiloProcess silo = await StartAsync("--Logging:LogLevel:Default", "Trace", "--Logging:LogLevel:Toast", "Trace");

        using HttpResponseMessage created = await silo.Client.PostAsJsonAsync("/records/Note", new { text = "tell-nobody" });
        using HttpResponseMessage missing = await silo.Client.GetAsync($"/records/Note/{Guid.NewGuid()}");

        Assert.Empty(created.Headers.Server);
        Assert.Empty(missing.Headers.Server);
        await silo.StopAsync("TERM");
        Assert.DoesNotContain("tell-nobody", silo.Output + silo.Errors, StringComparison.Ordinal);
    }

    private Task<SiloProcess> StartAsync(params string[] more) => SiloProcess.StartAsync(
        folder.FullName, ["--urls", "http://127.0.0.1:0", "--Toast:Store", SiloProcess.StoreIn(folder.FullName), .. more]);
}
