using System.Diagnostics;
using System.Text;

namespace Toast.Silo.Tests;

/// <summary>The server as a process of its own.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private const string ReadyText = "Toast is ready on ";

    // Starting includes a build when it goes through ./run, on a machine that may be busy.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();
    private readonly TaskCompletionSource<Uri?> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SiloProcess(ProcessStartInfo start)
    {
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Received(output, line.Data);
        process.ErrorDataReceived += (_, line) => Received(errors, line.Data);
    }

    public static string Root { get; } = FindRoot();

    public HttpClient Client { get; } = new();

    public string Output => Snapshot(output);

    public string Errors => Snapshot(errors);

    public int Id => process.Id;

    /// <summary>
    /// Starts the program that was built with these tests and waits until it serves or has ended. It is no cluster unless the arguments ask for one: the same
    /// endpoints, ready sooner.
    /// </summary>
    public static Task<SiloProcess> StartAsync(string folder, params string[] arguments) =>
        StartAsync(folder, ["dotnet", Path.Combine(AppContext.BaseDirectory, "Toast.Silo.dll"), "--Toast:Cluster:Mode", "none"], arguments);

    /// <summary>Starts <c>./run</c> and waits until it serves or has ended.</summary>
    public static Task<SiloProcess> StartScriptAsync(params string[] arguments) => StartAsync(Root, [Path.Combine(Root, "run")], arguments);

    public static string StoreIn(string folder) => $"sqlite:///{folder}/toast.db";

    /// <summary>Sends a signal as a terminal or an orchestrator would.</summary>
    public async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", process.Id.ToString()])!;
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Waits for the end and gives the exit code.</summary>
    public async Task<int> EndAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        await process.WaitForExitAsync(deadline.Token);
        return process.ExitCode;
    }

    public async Task<int> StopAsync(string signal)
    {
        await SignalAsync(signal);
        return await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private static async Task<SiloProcess> StartAsync(string folder, string[] command, string[] arguments)
    {
        // A shell that started the tests in the background has SIGINT ignored, and children inherit that; env undoes it.
        var start = new ProcessStartInfo("/usr/bin/env", ["--default-signal=INT", .. command, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in new[] { "ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_HTTPS_PORTS", "DOTNET_URLS", "URLS" })
        {
            start.Environment.Remove(name);
        }

        var silo = new SiloProcess(start);
        silo.process.Start();
        silo.process.BeginOutputReadLine();
        silo.process.BeginErrorReadLine();
        Task ended = silo.process.WaitForExitAsync();
        await Task.WhenAny(silo.ready.Task, ended).WaitAsync(Deadline);
        if (silo.ready.Task.IsCompletedSuccessfully)
        {
            silo.Client.BaseAddress = await silo.ready.Task;
        }

        return silo;
    }

    private void Received(StringBuilder lines, string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (lines)
        {
            lines.AppendLine(line);
        }

        if (line.StartsWith(ReadyText, StringComparison.Ordinal))
        {
            ready.TrySetResult(new Uri(line[ReadyText.Length..].Split(' ')[0]));
        }
    }

    private static string Snapshot(StringBuilder lines)
    {
        lock (lines)
        {
            return lines.ToString();
        }
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Toast.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests run outside a checkout.");
    }
}
