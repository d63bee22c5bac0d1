using System.Globalization;
using System.Text;

namespace Toast.Redis;

/// <summary>What a Redis URL says.</summary>
internal sealed record RedisSettings(
    IReadOnlyList<StorageHost> Hosts,
    string? Socket,
    string? User,
    string? Password,
    int Database,
    bool Tls,
    string? AuthorityFile,
    string? TlsHost,
    string? Sentinel,
    int ConnectMilliseconds,
    string ClientName,
    RedisLayout Layout,
    string Prefix)
{
    private const string PrefixOption = "prefix";
    private const string LayoutOption = "layout";
    private const string SocketOption = "socket";
    private const string SentinelOption = "sentinel";
    private const string AuthorityOption = "sslrootcert";
    private const string TlsHostOption = "sslhost";
    private const string TimeoutOption = "connect_timeout";
    private const string NameOption = "client_name";
    private const string PydanticToast = "pydantic-toast";
    private const int HighestDatabase = 1_000_000;

    /// <summary>How many bytes of a path the address of a socket holds on every system.</summary>
    private const int LongestSocket = 103;

    private static readonly string[] OptionNames =
        [PrefixOption, LayoutOption, SocketOption, SentinelOption, AuthorityOption, TlsHostOption, TimeoutOption, NameOption];

    /// <exception cref="StorageValidationException">The URL cannot be used (<see cref="ErrorCodes.InvalidConfiguration"/>).</exception>
    public static RedisSettings Read(StorageUrl url)
    {
        foreach (string name in url.OptionNames)
        {
            if (!OptionNames.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                throw Invalid(url, $"it has an unknown option '{HostileText.Show(name)}'", "use " + string.Join(", ", OptionNames));
            }
        }

        RedisLayout layout = ReadLayout(url);
        var settings = new RedisSettings(
            url.Hosts,
            url.GetOption(SocketOption),
            url.Credential?.RevealUserName(),
            url.Credential?.RevealPassword(),
            ReadDatabase(url),
            url.Scheme == "rediss",
            url.GetOption(AuthorityOption),
            url.GetOption(TlsHostOption),
            url.GetOption(SentinelOption),
            ReadTimeout(url),
            url.GetOption(NameOption) ?? "Toast",
            layout,
            ReadPrefix(url, layout));
        settings.Check(url);
        return settings;
    }

    public static StorageValidationException Invalid(StorageUrl url, string problem, string remedy) =>
        new(ErrorCodes.InvalidConfiguration, $"The storage URL {url} cannot be used: {problem}. To fix it, {remedy}.") { Store = url.ToString() };

    /// <summary>Whether keys may begin with this text.</summary>
    public static bool IsPrefix(string text) =>
        text.Length is > 0 and <= 100 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or ':' or '/') && text[^1] != ':';

    private void Check(StorageUrl url)
    {
        if (Socket is not null && (Hosts.Count > 0 || Tls || Sentinel is not null))
        {
            throw Invalid(url, "it names a socket and also hosts, TLS or a sentinel", $"write redis:///0?{SocketOption}=/path and nothing else");
        }

        if (Socket is { } path && (path.Length == 0 || Encoding.UTF8.GetByteCount(path) > LongestSocket))
        {
            throw Invalid(url, $"its option {SocketOption} is no path of a socket", $"use a path of 1 to {LongestSocket} bytes");
        }

        if ((AuthorityFile is not null || TlsHost is not null) && !Tls)
        {
            throw Invalid(url, "it has options of TLS and does not ask for TLS", "write rediss://");
        }

        if (User is not null && string.IsNullOrEmpty(Password))
        {
            throw Invalid(url, "it has a user without a password", "write redis://user:password@host, or redis://:password@host for the default user");
        }

        if (Sentinel is { Length: 0 })
        {
            throw Invalid(url, $"its option {SentinelOption} is empty", "name the service the sentinels watch, such as mymaster");
        }

        RedisClient.CheckSupport(url, this);
    }

    private static RedisLayout ReadLayout(StorageUrl url) => url.GetOption(LayoutOption) switch
    {
        null or "toast" => RedisLayout.Toast,
        PydanticToast => RedisLayout.PydanticToast,
        _ => throw Invalid(url, $"its option {LayoutOption} has an unknown value", $"use toast (the default) or {PydanticToast}"),
    };

    private static int ReadDatabase(StorageUrl url)
    {
        string text = url.Path.Trim('/');
        if (text.Length == 0)
        {
            return 0;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= HighestDatabase
            ? number
            : throw Invalid(url, "its path is not the number of a database", "write redis://host:6379/0");
    }

    private static int ReadTimeout(StorageUrl url)
    {
        if (url.GetOption(TimeoutOption) is not { } text)
        {
            return RedisDefaults.ConnectMilliseconds;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds is >= 1 and <= 1000
            ? seconds * 1000
            : throw Invalid(url, $"its option {TimeoutOption} is not a number of seconds from 1 to 1000", "correct it, or leave it out");
    }

    private static string ReadPrefix(StorageUrl url, RedisLayout layout)
    {
        string prefix = url.GetOption(PrefixOption) ?? (layout == RedisLayout.Toast ? RedisDefaults.Prefix : RedisDefaults.PydanticToastPrefix);

        // Braces would make a hash tag and put all records of a cluster onto one node.
        return IsPrefix(prefix)
            ? prefix
            : throw Invalid(url, $"its option {PrefixOption} cannot begin a key", "use 1 to 100 letters, digits, '_', '-', '.', '/' and ':', not at the end ':'");
    }
}
