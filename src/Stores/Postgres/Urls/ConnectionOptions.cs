using System.Globalization;
using Npgsql;

namespace Toast.Postgres;

/// <summary>
/// Turns the parts of a URL, with the option names of libpq, into settings of the driver
/// (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS).
/// </summary>
internal static class ConnectionOptions
{
    private static readonly Dictionary<string, Action<NpgsqlConnectionStringBuilder, string>> Setters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sslmode"] = (connection, value) => connection.SslMode = SslModeOf(value),
        ["sslrootcert"] = (connection, value) => connection.RootCertificate = value,
        ["sslcert"] = (connection, value) => connection.SslCertificate = value,
        ["sslkey"] = (connection, value) => connection.SslKey = value,
        ["sslpassword"] = (connection, value) => connection.SslPassword = value,
        ["application_name"] = (connection, value) => connection.ApplicationName = value,
        ["search_path"] = (connection, value) => connection.SearchPath = value,
        ["options"] = (connection, value) => connection.Options = value,
        ["connect_timeout"] = (connection, value) => connection.Timeout = Number(value, 1, 1024),
        ["target_session_attrs"] = (connection, value) => connection.TargetSessionAttributes = TargetOf(value),
        ["channel_binding"] = (connection, value) => connection.ChannelBinding = Enum.Parse<ChannelBinding>(value, ignoreCase: true),
        ["host"] = (connection, value) => connection.Host = value,
        ["port"] = (connection, value) => connection.Port = Number(value, 1, 65535),
        ["user"] = (connection, value) => connection.Username = value,
        ["password"] = (connection, value) => connection.Password = value,
        ["dbname"] = (connection, value) => connection.Database = value,
        ["keepalives_idle"] = (connection, value) => connection.TcpKeepAliveTime = Number(value, 0, 86_400),
    };

    public static IEnumerable<string> Names => Setters.Keys;

    public static bool IsKnown(string name) => Setters.ContainsKey(name);

    public static NpgsqlConnectionStringBuilder Read(StorageUrl url, int maxPoolSize)
    {
        var connection = new NpgsqlConnectionStringBuilder
        {
            MaxPoolSize = maxPoolSize,
            Timeout = PostgresDefaults.ConnectSeconds,
            CommandTimeout = 0,
            ApplicationName = "Toast",

            // Batches run in the context of whichever caller came first; they must not join that caller's transaction.
            Enlist = false,

            // Toast changes no session state, so there is nothing to reset between two uses of a connection.
            NoResetOnClose = true,
            IncludeErrorDetail = false,
            LogParameters = false,
            PersistSecurityInfo = false,
            GssEncryptionMode = GssEncryptionMode.Disable,
        };
        ReadServer(url, connection);
        foreach (string name in url.OptionNames)
        {
            if (Setters.TryGetValue(name, out Action<NpgsqlConnectionStringBuilder, string>? set))
            {
                Set(url, name, set, connection);
            }
        }

        Complete(url, connection);
        return connection;
    }

    private static void ReadServer(StorageUrl url, NpgsqlConnectionStringBuilder connection)
    {
        if (url.Hosts.Count > 0)
        {
            connection.Host = string.Join(',', url.Hosts.Select(host => (host with { Port = host.Port ?? PostgresDefaults.Port }).ToString()));
        }

        connection.Username = url.Credential?.RevealUserName();
        connection.Password = url.Credential?.RevealPassword();
        string database = url.Path.Length > 0 ? url.Path[1..] : "";
        if (database.Length > 0)
        {
            connection.Database = database;
        }
    }

    private static void Set(StorageUrl url, string name, Action<NpgsqlConnectionStringBuilder, string> set, NpgsqlConnectionStringBuilder connection)
    {
        try
        {
            set(connection, url.GetOption(name)!);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or OverflowException or NotSupportedException)
        {
            // Values may be secrets; the driver's message would hold this one.
            throw PostgresUrl.Invalid(url, $"its option {name} has a value that cannot be", "correct it, as the documentation of PostgreSQL describes it");
        }
    }

    private static void Complete(StorageUrl url, NpgsqlConnectionStringBuilder connection)
    {
        if (string.IsNullOrEmpty(connection.Host))
        {
            // As libpq does: without a host, the server of this machine.
            connection.Host = Directory.Exists("/var/run/postgresql") ? "/var/run/postgresql" : "localhost";
        }

        if (string.IsNullOrEmpty(connection.Username) && url.Credential is null)
        {
            connection.Username = Environment.UserName;
        }

        if (string.IsNullOrEmpty(connection.Database))
        {
            connection.Database = connection.Username;
        }

        if (url.GetOption("sslrootcert") is not null)
        {
            if (connection.SslMode == SslMode.Disable)
            {
                throw PostgresUrl.Invalid(url, "it names a certificate authority and turns TLS off", "use sslmode=verify-full, or leave sslrootcert out");
            }

            // As in libpq: whoever names an authority and asks for TLS wants the server's certificate checked against it.
            connection.SslMode = connection.SslMode == SslMode.VerifyFull ? SslMode.VerifyFull : SslMode.VerifyCA;
        }

        if (url.Hosts.Count > 1 && url.GetOption("target_session_attrs") is null)
        {
            // Writes have to find the server that takes them; while there is none, a standby can still be read.
            connection.TargetSessionAttributes = "prefer-primary";
        }
    }

    private static SslMode SslModeOf(string value) => value switch
    {
        "disable" => SslMode.Disable,
        "allow" => SslMode.Allow,
        "prefer" => SslMode.Prefer,
        "require" => SslMode.Require,
        "verify-ca" => SslMode.VerifyCA,
        "verify-full" => SslMode.VerifyFull,
        _ => throw new FormatException(),
    };

    private static string TargetOf(string value) => value switch
    {
        "any" or "primary" or "standby" or "prefer-primary" or "prefer-standby" or "read-write" or "read-only" => value,
        "prefer-read" => "prefer-standby",
        _ => throw new FormatException(),
    };

    private static int Number(string value, int lowest, int highest)
    {
        int number = int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
        return number >= lowest && number <= highest ? number : throw new FormatException();
    }
}
