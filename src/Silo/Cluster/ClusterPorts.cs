using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Toast.Silo;

/// <summary>
/// The ports of a silo. Orleans lets a second silo share a port without a word, and connections then reach either; so free ports are looked for, and ports
/// that somebody answers on are refused.
/// </summary>
internal static class ClusterPorts
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <exception cref="SettingException">Somebody answers on one of the ports, or the address is not known.</exception>
    public static ClusterSettings Choose(ClusterSettings settings)
    {
        IPAddress address = AddressOf(settings.Address);
        Refuse(nameof(ClusterSettings.SiloPort), address, settings.SiloPort);
        Refuse(nameof(ClusterSettings.GatewayPort), address, settings.GatewayPort);
        return settings with { Address = address.ToString(), SiloPort = settings.SiloPort != 0 ? settings.SiloPort : FreePort(address) };
    }

    /// <summary>Silos know each other by number, so that a name is looked up once, at the start.</summary>
    private static IPAddress AddressOf(string address)
    {
        IPAddress[] found = [];
        try
        {
            found = Dns.GetHostAddresses(address);
        }
        catch (SocketException)
        {
            // Told below, by the name of the key.
        }

        return found.OrderBy(candidate => candidate.AddressFamily).FirstOrDefault() ?? throw new SettingException(
            $"{SiloOptions.Section}:{nameof(SiloOptions.Cluster)}:{nameof(ClusterSettings.Address)} is a name that cannot be resolved. Give a name of this machine, "
            + "or its IP address.");
    }

    private static int FreePort(IPAddress address)
    {
        using var listener = new TcpListener(address, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Refuse(string key, IPAddress address, int port)
    {
        if (port != 0 && Answers(address, port))
        {
            throw new SettingException(string.Create(
                CultureInfo.InvariantCulture,
                $"{SiloOptions.Section}:{nameof(SiloOptions.Cluster)}:{key} is {port}, and another program answers there. Stop that program, or set another port."));
        }
    }

    private static bool Answers(IPAddress address, int port)
    {
        using var client = new TcpClient(address.AddressFamily);
        try
        {
            return client.ConnectAsync(address, port).Wait(Patience) && client.Connected;
        }
        catch (AggregateException failure) when (failure.InnerException is SocketException)
        {
            return false;
        }
    }
}
