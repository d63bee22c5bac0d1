using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Toast.Benchmarks.Cluster;

/// <summary>A silo of the measurements as its client sees it.</summary>
internal sealed class BenchSiloProcess : IAsyncDisposable
{
    private readonly Process process;

    private BenchSiloProcess(Process process) => this.process = process;

    public static async Task<BenchSiloProcess> StartAsync(string url, string clusterId)
    {
        var start = new ProcessStartInfo(
            "dotnet", [typeof(BenchSiloProcess).Assembly.Location, BenchSilo.Mode, url, clusterId, FreePort(), FreePort()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var silo = new BenchSiloProcess(Process.Start(start)!);
        return await silo.process.StandardOutput.ReadLineAsync() == "ready" ? silo : throw new InvalidOperationException("The silo did not start.");
    }

    /// <summary>Sends a line and gives the answer.</summary>
    public async Task<string> AskAsync(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        return await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The silo ended.");
    }

    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
