using System.Globalization;
using Npgsql;

namespace Toast.Servers;

/// <summary>A PostgreSQL server of one's own on 127.0.0.1, with its data in a temporary folder. Logins need the password.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const int PortTries = 5;

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly string folder;
    private readonly string program;
    private ServerProcess? process;
    private ClosedPort? stopped;

    private PostgresServer(string folder, string program)
    {
        this.folder = folder;
        this.program = program;
    }

    public string Host => "127.0.0.1";

    public int Port { get; private set; }

    public string User => "toast";

    public required string Password { get; init; }

    /// <summary>The certificate of the authority, a PEM file; null without TLS.</summary>
    public string? CertificateAuthority { get; private set; }

    /// <summary>What the server wrote into its log.</summary>
    public string Log => File.ReadAllText(LogFile);

    private string Data => Path.Combine(folder, "data");

    private string LogFile => Path.Combine(folder, "log");

    /// <exception cref="ServerUnavailableException">PostgreSQL is not on this machine and cannot be had.</exception>
    public static async Task<PostgresServer> StartAsync(PostgresServerOptions? options = null)
    {
        options ??= new PostgresServerOptions();
        string program = Machine.Find("postgres", "postgresql");
        string folder = Machine.NewFolder("postgres");
        var server = new PostgresServer(folder, program) { Password = options.StandbyOf?.Password ?? options.Password ?? "toast-" + Guid.NewGuid().ToString("N") };
        try
        {
            if (options.StandbyOf is { } primary)
            {
                server.Copy(primary);
            }
            else
            {
                server.Make();
            }

            server.Configure(options);
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
    /// <param name="database">The database.</param>
    /// <param name="user">The user; null for the owner of everything.</param>
    /// <param name="password">The password; null for the owner's.</param>
    /// <param name="options">What stands behind the question mark.</param>
    public string Url(string database = "postgres", string? user = null, string? password = null, string options = "") =>
        string.Create(CultureInfo.InvariantCulture, $"postgresql://{user ?? User}:{password ?? Password}@{Host}:{Port}/{database}")
        + (options.Length > 0 ? "?" + options : "");

    /// <summary>What Npgsql takes, for tests that talk to the server themselves.</summary>
    public string ConnectionString(string database = "postgres", bool pooling = false) => new NpgsqlConnectionStringBuilder
    {
        Host = Host,
        Port = Port,
        Username = User,
        Password = Password,
        Database = database,
        Pooling = pooling,
    }.ConnectionString;

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        string name = "db_" + Guid.NewGuid().ToString("N");
        await ExecuteAsync($"CREATE DATABASE {name}");
        return name;
    }

    /// <summary>Runs SQL as the owner of everything.</summary>
    public async Task ExecuteAsync(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Asks for one value as the owner of everything.</summary>
    public async Task<T> QueryAsync<T>(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Ends all connections but the own one.</summary>
    public Task TerminateConnectionsAsync() =>
        ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");

    public async Task StopAsync(StopMode mode)
    {
        if (process is { } running)
        {
            process = null;
            await running.EndAsync(mode switch
            {
                StopMode.Fast => Signals.Interrupt,
                StopMode.Immediate => Signals.Quit,
                _ => Signals.Kill,
            });
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

    /// <summary>Makes a standby a primary.</summary>
    public async Task PromoteAsync() => await ExecuteAsync("SELECT pg_promote()");

    /// <summary>Gives a folder to the user the server runs as.</summary>
    /// <returns>The folder.</returns>
    public string Own(string given)
    {
        Machine.Own(given);
        return given;
    }

    /// <summary>Halts all processes of the server: it accepts connections and never answers.</summary>
    public void Pause() => process!.SignalAll(Signals.Stop);

    public void Resume() => process!.SignalAll(Signals.Continue);

    public async ValueTask DisposeAsync()
    {
        stopped?.Dispose();
        process?.Dispose();
        process = null;
        await Task.Run(() => TemporaryFolders.Remove(folder));
    }

    private void Make()
    {
        string passwordFile = Path.Combine(folder, "password");
        File.WriteAllText(passwordFile, Password);
        Machine.Own(passwordFile);
        Machine.Run(Machine.AsServerUser(
            Path.Combine(Path.GetDirectoryName(program)!, "initdb"),
            "-D", Data, "-U", User, "-A", "scram-sha-256", $"--pwfile={passwordFile}", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"));
        File.AppendAllText(Path.Combine(Data, "pg_hba.conf"), "host replication all 127.0.0.1/32 scram-sha-256\n");
    }

    private void Copy(PostgresServer primary)
    {
        string source = $"host={primary.Host} port={primary.Port} user={primary.User} password={primary.Password}";
        Machine.Run(Machine.AsServerUser(
            Machine.Find("pg_basebackup", "postgresql-client"), "-D", Data, "-d", source, "-R", "-X", "stream", "-c", "fast", "--no-sync"));
    }

    private void Configure(PostgresServerOptions options)
    {
        var lines = new List<string> { "listen_addresses = '127.0.0.1'", $"unix_socket_directories = '{folder}'", "log_connections = on" };
        if (options.Tls)
        {
            string tls = Directory.CreateDirectory(Path.Combine(folder, "tls")).FullName;
            var certificates = new Certificates(tls, options.CertificateHost, options.CertificateExpired);
            CertificateAuthority = certificates.Authority;
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            lines.AddRange(["ssl = on", $"ssl_cert_file = '{certificates.Certificate}'", $"ssl_key_file = '{certificates.Key}'"]);
        }

        lines.AddRange(options.Settings.Select(setting => $"{setting.Key} = {setting.Value}"));
        File.AppendAllLines(Path.Combine(Data, "postgresql.conf"), lines);
    }

    private async Task FirstStartAsync()
    {
        for (int attempt = 1; ; attempt++)
        {
            Port = Machine.FreePort();
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

    private void Start() => process = new ServerProcess(
        LogFile, program, "-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture));

    private async Task ReadyAsync()
    {
        using var timeout = new CancellationTokenSource(StartTimeout);
        while (true)
        {
            if (process!.HasExited)
            {
                throw new InvalidOperationException("PostgreSQL ended at its start: " + Log);
            }

            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString());
                await connection.OpenAsync(timeout.Token);
                return;
            }
            catch (NpgsqlException) when (!timeout.IsCancellationRequested)
            {
                await Task.Delay(30, timeout.Token);
            }
        }
    }
}
