using System.Globalization;
using Xunit.Abstractions;

namespace Toast.Silo.Tests.Limits;

/// <summary>Server and caller are processes of their own, so that each needs a file for each connection.</summary>
public sealed class IdleConnectionTests(ITestOutputHelper output)
{
    private const int Connections = 10_000;
    private const int Sample = 500;

    /// <summary>What either process has open besides.</summary>
    private const int OtherFiles = 1_000;

    private const string Request = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";

    [SkippableFact]
    public async Task Ten_thousand_idle_connections_are_served_on()
    {
        long files = await MostOpenFilesAsync();
        Skip.If(files < Connections + OtherFiles, $"a process may open {files} files here, and {Connections + OtherFiles} are needed");
        using var folder = new TemporaryFolder();
        await using SiloProcess silo = await SiloProcess.StartAsync(
            folder.FullName, "--urls", "http://127.0.0.1:0", "--Toast:Store", SiloProcess.StoreIn(folder.FullName), "--Toast:Limits:IdleTimeout", "00:30:00");
        Assert.True(silo.Client.BaseAddress is not null, silo.Errors);
        var connections = new List<KeptConnection>(Connections);
        try
        {
            long before = await ResidentBytesAsync(silo.Id);
            while (connections.Count < Connections)
            {
                connections.Add(await KeptConnection.OpenAsync(silo.Client.BaseAddress));
                Assert.Equal(200, await connections[^1].AskAsync(Request));
            }

            long after = await ResidentBytesAsync(silo.Id);
            output.WriteLine(FormattableString.Invariant(
                $"{Connections:N0} idle connections hold {(after - before) / 1048576.0:0.0} MiB of the server, {(after - before) / Connections:N0} bytes each."));

            // Spread over all, from the oldest to the newest.
            for (int i = 0; i < Connections; i += Connections / Sample)
            {
                Assert.Equal(200, await connections[i].AskAsync(Request));
            }

            using HttpResponseMessage created = await silo.Client.PostAsync("/records/Note", Json("""{"text":"still here"}"""));
            created.EnsureSuccessStatusCode();
            Assert.Equal("""{"text":"still here"}""", await silo.Client.GetStringAsync(created.Headers.Location));
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }
    }

    private static StringContent Json(string text) => new(text, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));

    /// <summary>The runtime raises the soft limit to the hard one when a process starts.</summary>
    private static async Task<long> MostOpenFilesAsync()
    {
        const string Limits = "/proc/self/limits";
        if (!File.Exists(Limits))
        {
            return 0;
        }

        string line = (await File.ReadAllLinesAsync(Limits)).First(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        string hard = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4];
        return hard == "unlimited" ? long.MaxValue : long.Parse(hard, CultureInfo.InvariantCulture);
    }

    private static async Task<long> ResidentBytesAsync(int process)
    {
        string line = (await File.ReadAllLinesAsync($"/proc/{process}/status")).First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
