using System.Diagnostics;
using System.Net.Sockets;
using Toast.Faults.Tests.Support;
using Toast.Servers;

namespace Toast.Faults.Tests.Servers;

/// <summary>The servers that tests share: they end with whoever started them, however that ends, and may come from a container.</summary>
[Collection(Alone.Name)]
public sealed class SharedServersTests
{
    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_server_outlives_the_process_that_started_it(bool killed)
    {
        using Process harness = Start();
        List<int> ports = await PortsAsync(harness);
        Skip.If(ports.Count == 0, "No server can be started on this machine.");
        foreach (int port in ports)
        {
            Assert.True(await AnswersAsync(port));
        }

        if (killed)
        {
            harness.Kill();
        }
        else
        {
            harness.StandardInput.Close();
        }

        await harness.WaitForExitAsync();
        await Outage.UntilAsync(async () => !await AnyAnswersAsync(ports));
    }

    [SkippableFact]
    public async Task A_container_stands_in_for_a_server_that_is_not_installed()
    {
        string program = Machine.Find("redis-server", "redis-server");
        string folder = Directory.CreateTempSubdirectory("toast-docker-").FullName;
        string? path = Environment.GetEnvironmentVariable("PATH");
        try
        {
            WriteDocker(Path.Combine(folder, "docker"), program, Machine.FreePort());
            Environment.SetEnvironmentVariable("PATH", folder + ":" + path);
            (Container container, string url) = await ContainerServers.RedisAsync(
                new ServerUnavailableException("absent"), new RedisServerOptions { Settings = new Dictionary<string, string> { ["appendonly"] = "no" } });
            Assert.Equal($"redis://127.0.0.1:{container.Port}/0", url);
            await using (IToast toast = new ToastBuilder().AddStore("main", url).Build())
            {
                Assert.True((await toast.ProbeAsync()).Single().IsUp);
            }

            await container.DisposeAsync();
            await Outage.UntilAsync(async () => !await AnswersAsync(container.Port));
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Without_a_program_and_without_a_container_engine_it_is_said_why_there_is_no_server()
    {
        string? path = Environment.GetEnvironmentVariable("PATH");
        string folder = Directory.CreateTempSubdirectory("toast-docker-").FullName;
        try
        {
            string docker = Path.Combine(folder, "docker");
            await File.WriteAllTextAsync(docker, "#!/bin/sh\necho the engine does not run >&2\nexit 1\n");
            MakeExecutable(docker);
            Environment.SetEnvironmentVariable("PATH", folder + ":" + path);

            var none = await Assert.ThrowsAsync<ServerUnavailableException>(
                () => ContainerServers.PostgresAsync(new ServerUnavailableException("postgres is not here"), new PostgresServerOptions()));
            Assert.Contains("postgres is not here", none.Message, StringComparison.Ordinal);
            Assert.Contains("the engine does not run", none.Message, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A program with the command line of Docker that starts the server of this machine.</summary>
    private static void WriteDocker(string file, string program, int port)
    {
        File.WriteAllText(file, $"""
            #!/bin/sh
            case $1 in
              run)
                while [ "$1" != redis:7-alpine ]; do shift; done
                shift 2
                "{program}" "$@" --port {port} --dir "{Path.GetDirectoryName(file)}" --daemonize yes --pidfile "{file}.pid" >/dev/null && echo box ;;
              port) [ "$2 $3" = "box 6379/tcp" ] && echo 127.0.0.1:{port} ;;
              rm) [ "$3" = box ] && kill -KILL "$(cat "{file}.pid")" ;;
            esac

            """);
        MakeExecutable(file);
    }

    private static void MakeExecutable(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(SharedServers).Assembly.Location]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (string given in start.Environment.Keys.Where(name => name.StartsWith("TOAST_TEST_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(given);
        }

        return Process.Start(start)!;
    }

    private static async Task<List<int>> PortsAsync(Process harness)
    {
        var ports = new List<int>();
        while (await harness.StandardOutput.ReadLineAsync() is { } line && line != "ready")
        {
            string value = line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..];
            if (StorageUrlOf(value) is { } url)
            {
                ports.AddRange(url.Hosts.Select(host => host.Port!.Value));
            }
        }

        return ports;
    }

    private static StorageUrl? StorageUrlOf(string value) => value.Contains("://", StringComparison.Ordinal) ? StorageUrl.Parse(value) : null;

    private static async Task<bool> AnyAnswersAsync(IEnumerable<int> ports)
    {
        foreach (int port in ports)
        {
            if (await AnswersAsync(port))
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
