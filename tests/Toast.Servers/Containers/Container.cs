using System.Globalization;

namespace Toast.Servers;

/// <summary>A server in a container, for machines that have a Docker engine and lack the server's own program. It is removed with this process.</summary>
internal sealed class Container : IAsyncDisposable
{
    private readonly string docker;
    private readonly string id;

    private Container(string docker, string id, int port)
    {
        this.docker = docker;
        this.id = id;
        Port = port;
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Starts a container.</summary>
    /// <param name="absent">Why the server cannot be started without one.</param>
    /// <param name="image">The image.</param>
    /// <param name="port">The port the server listens on in the container.</param>
    /// <param name="options">Options of <c>docker run</c>.</param>
    /// <param name="command">What follows the image.</param>
    /// <exception cref="ServerUnavailableException">No Docker engine answers here, or it cannot run the image.</exception>
    public static Container Start(ServerUnavailableException absent, string image, int port, string[] options, params string[] command)
    {
        string docker = Machine.Look("docker") ?? throw new ServerUnavailableException(absent.Message + "; and there is no Docker");
        string? id = null;
        try
        {
            id = Machine.Run([docker, "run", "--detach", "--rm", "--publish", $"127.0.0.1::{port}", .. options, image, .. command]).Trim();
            string address = Machine.Run(docker, "port", id, $"{port}/tcp").Trim();
            return new Container(docker, id, int.Parse(address[(address.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture));
        }
        catch (Exception failure) when (failure is InvalidOperationException or FormatException)
        {
            if (id is not null)
            {
                Machine.Try(docker, "rm", "--force", id);
            }

            throw new ServerUnavailableException($"{absent.Message}; and Docker could not run {image}: {failure.Message}");
        }
    }

    /// <summary>Waits until the server answers.</summary>
    public async Task ReadyAsync(Func<Task> ask)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                await ask();
                return;
            }
#pragma warning disable CA1031 // Whatever keeps it from answering: it may answer in a moment.
            catch (Exception) when (!timeout.IsCancellationRequested)
#pragma warning restore CA1031
            {
                await Task.Delay(100, timeout.Token);
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        Machine.Try(docker, "rm", "--force", id);
        return ValueTask.CompletedTask;
    }
}
