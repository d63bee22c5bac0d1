using System.Globalization;
using Npgsql;

namespace Toast.Postgres;

/// <summary>Errors about a URL, and a URL for connections that an app made itself.</summary>
internal static class PostgresUrl
{
    public static StorageValidationException Invalid(StorageUrl url, string problem, string remedy) =>
        new(ErrorCodes.InvalidConfiguration, $"The storage URL {url} cannot be used: {problem}. To fix it, {remedy}.") { Store = url.ToString() };

    /// <summary>Where a data source leads to, without user and password.</summary>
    public static StorageUrl Of(NpgsqlDataSource dataSource)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        var connection = new NpgsqlConnectionStringBuilder(dataSource.ConnectionString);
        IEnumerable<string> hosts = (connection.Host ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(host => !host.StartsWith('/') && !host.StartsWith('@'))
            .Select(host => WithPort(host, connection.Port));
        return StorageUrl.Parse($"postgresql://{string.Join(',', hosts)}/{Uri.EscapeDataString(connection.Database ?? connection.Username ?? "")}");
    }

    private static string WithPort(string host, int port)
    {
        bool hasPort = host.StartsWith('[') ? host.Contains("]:", StringComparison.Ordinal) : host.Count(c => c == ':') == 1;
        string name = host.Count(c => c == ':') > 1 && !host.StartsWith('[') ? $"[{host}]" : host;
        return hasPort ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{port}");
    }
}
