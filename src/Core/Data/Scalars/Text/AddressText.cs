using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Toast.Data.Scalars;

/// <summary>IP addresses and end points. The framework's parsers also take one number, octal parts and a port behind an address.</summary>
internal static class AddressText
{
    public static IPAddress? ParseAddress(string text)
    {
        if (text.AsSpan().ContainsAny("[]/") || !IPAddress.TryParse(text, out IPAddress? address))
        {
            return null;
        }

        // IPv6 has many spellings of one address; IPv4 with another spelling is one of the surprises above.
        bool exact = address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == text;
        return exact ? address : null;
    }

    public static IPEndPoint? ParseEndPoint(string text)
    {
        int colon = text.LastIndexOf(':');
        if (colon < 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
        {
            return null;
        }

        string host = text[..colon];
        bool brackets = host is ['[', .., ']'];
        IPAddress? address = ParseAddress(brackets ? host[1..^1] : host);
        bool six = address?.AddressFamily == AddressFamily.InterNetworkV6;
        return address is not null && six == brackets ? new IPEndPoint(address, port) : null;
    }
}
