using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Toast.Benchmarks.Http;

/// <summary>A server under load, a process of its own.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private readonly Process process;

    private ServerProcess(Process process, int port)
    {
        this.process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>The memory that the process holds, in bytes.</summary>
    public long Resident
    {
        get
        {
            string line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/status")).First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return long.Parse(line.AsSpan("VmRSS:".Length, line.Length - "VmRSS: kB".Length), CultureInfo.InvariantCulture) * 1024;
        }
    }

    /// <summary>The record server as it is shipped, built in the same configuration as this program.</summary>
    public static Task<ServerProcess> StartToastAsync(params string[] settings) => StartAsync(
        [SiloProgram(), "--urls", "http://127.0.0.1:0", .. settings]);

    public static Task<ServerProcess> StartPeersAsync(string connection, string file) =>
        StartAsync([typeof(ServerProcess).Assembly.Location, PeerServer.Mode, connection, file]);

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<ServerProcess> StartAsync(string[] arguments)
    {
        // Both sides collect garbage as programs on ASP.NET Core do.
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["DOTNET_gcServer"] = "1";
        Process process = Process.Start(start)!;
        string line = await process.StandardOutput.ReadLineAsync() ?? "";
        Match port = Port127().Match(line);
        if (!port.Success)
        {
            throw new InvalidOperationException($"A server did not start: {line}");
        }

        _ = process.StandardOutput.ReadToEndAsync();
        return new ServerProcess(process, int.Parse(port.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
    }

    /// <summary>From the folder of this program, benchmarks/Toast.Benchmarks/bin/Release/net10.0, to that of the server.</summary>
    private static string SiloProgram()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        string root = folder.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;
        return Path.Combine(root, "src", "Silo", "bin", folder.Parent.Name, folder.Name, "Toast.Silo.dll");
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:(\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex Port127();
}
