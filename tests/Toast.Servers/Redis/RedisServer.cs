using System.Globalization;
using System.Net.Sockets;

namespace Toast.Servers;

/// <summary>A Redis server of one's own on 127.0.0.1, with its data in a temporary folder.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const int PortTries = 5;

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly string folder;
    private readonly string program;
    private readonly RedisServerOptions options;
    private ServerProcess? process;
    private ClosedPort? stopped;
    private Certificates? certificates;

    private RedisServer(string folder, string program, RedisServerOptions options)
    {
        this.folder = folder;
        this.program = program;
        this.options = options;
    }

    public string Host => "127.0.0.1";

    public int Port { get; private set; }

    public string? Password => options.Password;

    /// <summary>The certificate of the authority, a PEM file; null without TLS.</summary>
    public string? CertificateAuthority { get; private set; }

    /// <summary>What the server wrote into its log.</summary>
    public string Log => File.ReadAllText(LogFile);

    private string LogFile => Path.Combine(folder, "log");

    /// <exception cref="ServerUnavailableException">Redis is not on this machine and cannot be had.</exception>
    public static async Task<RedisServer> StartAsync(RedisServerOptions? options = null)
    {
        string program = Machine.Find("redis-server", "redis-server");
        var server = new RedisServer(Machine.NewFolder("redis"), program, options ?? new RedisServerOptions());
        try
        {
            await server.FirstStartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A URL of the server.</summary>
    /// <param name="database">The database number.</param>
    /// <param name="user">The user; null for the default one.</param>
    /// <param name="password">The password; null for the one of the options.</param>
    /// <param name="query">What stands behind the question mark.</param>
    public string Url(int database = 0, string? user = null, string? password = null, string query = "")
    {
        password ??= user is null ? options.Password : options.UserPassword;
        string login = password is null ? "" : $"{user}:{Uri.EscapeDataString(password)}@";
        return string.Create(CultureInfo.InvariantCulture, $"{(options.Tls ? "rediss" : "redis")}://{login}{Host}:{Port}/{database}")
            + (query.Length > 0 ? "?" + query : "");
    }

    /// <summary>A connection to the server, logged in.</summary>
    public async Task<RespClient> ConnectAsync()
    {
        RespClient client = await RespClient.ConnectAsync(Port, options.Tls);
        if (options.Password is { } password)
        {
            await client.SendAsync("AUTH", password);
        }

        return client;
    }

    /// <summary>Runs one command.</summary>
    public async Task<string> SendAsync(params string[] command)
    {
        using RespClient client = await ConnectAsync();
        return await client.SendAsync(command);
    }

    public async Task StopAsync(StopMode mode)
    {
        if (process is { } running)
        {
            process = null;
            await running.EndAsync(mode == StopMode.Fast ? Signals.Terminate : Signals.Kill);
            running.Dispose();

            // Nobody else gets the port meanwhile, so that connecting to it is refused.
            stopped = new ClosedPort(Port);
        }
    }

    /// <summary>Starts the stopped server with the same port and data.</summary>
    public async Task StartAgainAsync()
    {
        stopped?.Dispose();
        Start();
        await ReadyAsync();
    }

    /// <summary>Halts the server: it accepts connections and never answers.</summary>
    public void Pause() => process!.SignalAll(Signals.Stop);

    public void Resume() => process!.SignalAll(Signals.Continue);

    public async ValueTask DisposeAsync()
    {
        stopped?.Dispose();
        process?.Dispose();
        process = null;
        await Task.Run(() => TemporaryFolders.Remove(folder));
    }

    private async Task FirstStartAsync()
    {
        if (options.Tls)
        {
            string tls = Directory.CreateDirectory(Path.Combine(folder, "tls")).FullName;
            certificates = new Certificates(tls, options.CertificateHost);
            CertificateAuthority = certificates.Authority;
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }

        for (int attempt = 1; ; attempt++)
        {
            Port = Machine.FreePort();
            Configure();
            try
            {
                Start();
                await ReadyAsync();
                return;
            }
            catch (InvalidOperationException) when (attempt < PortTries)
            {
                // Somebody else took the port in between.
                process?.Dispose();
            }
        }
    }

    private void Configure()
    {
        var lines = new Dictionary<string, string>
        {
            ["bind"] = "127.0.0.1",
            ["dir"] = folder,
            ["save"] = "\"\"",
            ["appendonly"] = "yes",
            ["appendfsync"] = "always",
            ["port"] = options.Tls ? "0" : Port.ToString(CultureInfo.InvariantCulture),
        };
        if (certificates is not null)
        {
            lines["tls-port"] = Port.ToString(CultureInfo.InvariantCulture);
            lines["tls-cert-file"] = certificates.Certificate;
            lines["tls-key-file"] = certificates.Key;
            lines["tls-ca-cert-file"] = certificates.Authority;
            lines["tls-auth-clients"] = "no";
        }

        if (options.Password is { } password)
        {
            lines["requirepass"] = $"\"{password}\"";
        }

        if (options.User is { } user)
        {
            lines["user"] = $"{user} on \">{options.UserPassword}\" ~* &* +@all";
        }

        foreach ((string name, string value) in options.Settings)
        {
            lines[name] = value;
        }

        string file = Path.Combine(folder, "redis.conf");
        File.WriteAllLines(file, lines.Select(line => $"{line.Key} {line.Value}"));
        Machine.Own(file);
    }

    private void Start() => process = new ServerProcess(LogFile, program, Path.Combine(folder, "redis.conf"));

    private async Task ReadyAsync()
    {
        using var timeout = new CancellationTokenSource(StartTimeout);
        while (true)
        {
            if (process!.HasExited)
            {
                throw new InvalidOperationException("Redis ended at its start: " + Log);
            }

            try
            {
                using RespClient client = await RespClient.ConnectAsync(Port, options.Tls, timeout.Token);
                string answer = await client.SendAsync("PING");
                if (!answer.StartsWith("-LOADING", StringComparison.Ordinal))
                {
                    return;
                }
            }
            catch (Exception notYet) when (notYet is SocketException or IOException && !timeout.IsCancellationRequested)
            {
                // It is still starting.
            }

            await Task.Delay(20, timeout.Token);
        }
    }
}
