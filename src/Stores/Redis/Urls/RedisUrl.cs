using System.Globalization;
using System.Net;
using StackExchange.Redis;

namespace Toast.Redis;

/// <summary>A URL for connections that an app made itself, without user and password.</summary>
internal static class RedisUrl
{
    public static StorageUrl Of(IConnectionMultiplexer connection, int database)
    {
        ArgumentNullException.ThrowIfNull(connection);
        IEnumerable<string> hosts = connection.GetEndPoints().Select(Show).OfType<string>();
        return StorageUrl.Parse(string.Create(CultureInfo.InvariantCulture, $"redis://{string.Join(',', hosts)}/{database}"));
    }

    private static string? Show(EndPoint endPoint) => endPoint switch
    {
        DnsEndPoint named => new StorageHost(named.Host, named.Port == 0 ? null : named.Port).ToString(),
        IPEndPoint address => new StorageHost(address.Address.ToString(), address.Port == 0 ? null : address.Port).ToString(),
        _ => null,
    };
}
