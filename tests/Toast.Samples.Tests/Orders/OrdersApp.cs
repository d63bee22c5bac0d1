using System.Diagnostics;
using System.Text;

namespace Toast.Samples.Tests.Orders;

/// <summary>The sample shop as a process of its own, on a free port.</summary>
internal sealed class OrdersApp : IAsyncDisposable
{
    private const string Ready = "Now listening on: ";

    private static readonly TimeSpan StartBound = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly StringBuilder lines = new();
    private readonly TaskCompletionSource<Uri> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private OrdersApp(string folder, string[] arguments)
    {
        string program = Repository.Path("samples", "Orders", "bin", Repository.Configuration, "net10.0", "Orders.dll");
        process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [program, "--urls", "http://127.0.0.1:0", .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = folder,
            },
        };
        process.OutputDataReceived += (_, line) => Received(line.Data);
        process.ErrorDataReceived += (_, line) => Received(line.Data);
    }

    public HttpClient Client { get; } = new();

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

    /// <summary>Starts the shop in a folder and waits until it serves.</summary>
    /// <exception cref="InvalidOperationException">It ended instead.</exception>
    public static async Task<OrdersApp> StartAsync(string folder, params string[] arguments)
    {
        OrdersApp app = Launch(folder, arguments);
        try
        {
            Task ended = app.process.WaitForExitAsync();
            if (await Task.WhenAny(app.ready.Task, ended).WaitAsync(StartBound) == ended)
            {
                throw new InvalidOperationException("The shop ended at its start: " + app.Output);
            }

            app.Client.BaseAddress = await app.ready.Task;
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a shop that is expected not to serve, and gives what it printed.</summary>
    public static async Task<(int ExitCode, string Output)> RunToEndAsync(string folder, params string[] arguments)
    {
        await using OrdersApp app = Launch(folder, arguments);
        await app.process.WaitForExitAsync().WaitAsync(StartBound);
        return (app.process.ExitCode, app.Output);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private static OrdersApp Launch(string folder, string[] arguments)
    {
        var app = new OrdersApp(folder, arguments);
        app.process.Start();
        app.process.BeginOutputReadLine();
        app.process.BeginErrorReadLine();
        return app;
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

        int start = line.IndexOf(Ready, StringComparison.Ordinal);
        if (start >= 0)
        {
            ready.TrySetResult(new Uri(line[(start + Ready.Length)..]));
        }
    }
}
