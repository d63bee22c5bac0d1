using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Toast.Benchmarks.Http;

/// <summary>The process that asks, as the measurement sees it: what it costs is not on the account of a server.</summary>
internal sealed class LoadProcess : IAsyncDisposable
{
    private readonly Process process;

    private LoadProcess(Process process) => this.process = process;

    public static LoadProcess Start()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(LoadProcess).Assembly.Location, LoadWorker.Mode])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        // One thread waits for all sockets and does what follows by itself. Two threads of load would keep both cores from the servers.
        start.Environment["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1";
        start.Environment["DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT"] = "1";
        return new LoadProcess(Process.Start(start)!);
    }

    /// <summary>Runs some load and gives the answers a second.</summary>
    public async Task<double> RunAsync(LoadOrder order)
    {
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order));
        string answer = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The load process ended.");
        return double.TryParse(answer, CultureInfo.InvariantCulture, out double rate) ? rate : throw new InvalidOperationException(answer);
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
