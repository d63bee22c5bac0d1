using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Toast.Cluster.Tests.Processes;

/// <summary>The silo that people deploy, as a process of its own.</summary>
internal sealed class SiloNode : IAsyncDisposable
{
    private const string Ready = "Toast is ready on ";

    private static readonly TimeSpan StartBound = TimeSpan.FromMinutes(3);

    private readonly Process process;
    private readonly StringBuilder lines = new();
    private readonly TaskCompletionSource<Uri> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SiloNode(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Toast.Silo.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Received(line.Data);
        process.ErrorDataReceived += (_, line) => Received(line.Data);
    }

    /// <summary>Where its record server listens.</summary>
    public Uri Http { get; private set; } = null!;

    /// <summary>What it printed.</summary>
    public string Output
    {
        get
        {
            lock (lines)
            {
                return lines.ToString();
            }
        }
    }

    /// <summary>Starts a silo and waits until it serves.</summary>
    /// <exception cref="InvalidOperationException">It ended instead.</exception>
    public static async Task<SiloNode> StartAsync(params string[] arguments)
    {
        SiloNode node = Launch(arguments);
        try
        {
            Task ended = node.process.WaitForExitAsync();
            if (await Task.WhenAny(node.ready.Task, ended).WaitAsync(StartBound) == ended)
            {
                throw new InvalidOperationException("The silo ended at its start: " + node.Output);
            }

            node.Http = await node.ready.Task;
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a silo that is expected not to serve, and gives what it printed.</summary>
    public static async Task<(int ExitCode, string Output)> RunToEndAsync(params string[] arguments)
    {
        await using SiloNode node = Launch(arguments);
        await node.process.WaitForExitAsync().WaitAsync(StartBound);
        return (node.process.ExitCode, node.Output);
    }

    /// <summary>Ends it without a word.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, as an orchestrator does, and gives its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])!;
        await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(StartBound);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
    }

    private static SiloNode Launch(string[] arguments)
    {
        var node = new SiloNode(arguments);
        node.process.Start();
        node.process.BeginOutputReadLine();
        node.process.BeginErrorReadLine();
        return node;
    }

    private void Received(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (lines)
        {
            lines.AppendLine(line);
        }

        if (line.StartsWith(Ready, StringComparison.Ordinal))
        {
            ready.TrySetResult(new Uri(line[Ready.Length..].Split(' ')[0]));
        }
    }
}
