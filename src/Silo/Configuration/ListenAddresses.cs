using System.Globalization;
using System.Net;

namespace Toast.Silo;

/// <summary>
/// Finds out where the server is told to listen, and refuses addresses that other machines can reach unless callers are asked for a key, or the settings allow
/// strangers.
/// </summary>
internal static class ListenAddresses
{
    private const string UrlsKey = "urls";

    public static void Check(ConfigurationManager configuration, bool mayBeRemote)
    {
        List<(string Key, string Address)> addresses = [.. Configured(configuration)];
        if (addresses.Count == 0)
        {
            // Not in a settings file: there it would win over the environment variables that set the same thing.
            configuration[UrlsKey] = SiloDefaults.Urls;
            return;
        }

        foreach ((string key, string address) in addresses)
        {
            BindingAddress parsed = Parse(key, address);
            if (!mayBeRemote && !IsLocal(parsed))
            {
                throw new SettingException(
                    $"{key} names {parsed.Scheme}://{parsed.Host}:{parsed.Port.ToString(CultureInfo.InvariantCulture)}, which other machines can "
                    + "reach, and no API key is set. Set one as Toast:ApiKeys:<name>:Key, or a file that holds one as Toast:ApiKeys:<name>:KeyFile, with a "
                    + "name of your choice (make a key with: openssl rand -hex 32); or listen on 127.0.0.1; or set Toast:AllowRemote=true if the network "
                    + "keeps strangers out.");
            }
        }
    }

    private static IEnumerable<(string Key, string Address)> Configured(ConfigurationManager configuration)
    {
        foreach (string address in Split(configuration[UrlsKey]))
        {
            yield return (UrlsKey, address);
        }

        foreach ((string key, string scheme) in new[] { ("http_ports", "http"), ("https_ports", "https") })
        {
            foreach (string port in Split(configuration[key]))
            {
                yield return (key, $"{scheme}://*:{port}");
            }
        }

        foreach (IConfigurationSection endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren())
        {
            yield return ($"{endpoint.Path}:Url", endpoint["Url"] ?? "");
        }
    }

    private static string[] Split(string? list) =>
        (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static BindingAddress Parse(string key, string address)
    {
        BindingAddress? parsed = null;
        try
        {
            parsed = BindingAddress.Parse(address);
        }
        catch (FormatException)
        {
        }

        return parsed is not null && (parsed.IsUnixPipe || parsed.IsNamedPipe || parsed.Port is >= 0 and <= IPEndPoint.MaxPort)
            ? parsed
            : throw new SettingException($"{key} holds an address that cannot be read. Write it as {SiloDefaults.Urls}.");
    }

    private static bool IsLocal(BindingAddress address) =>
        address.IsUnixPipe
        || address.IsNamedPipe
        || string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.Host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip));
}
