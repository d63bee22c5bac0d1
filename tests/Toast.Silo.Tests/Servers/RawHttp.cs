using System.Net.Sockets;
using System.Text;

namespace Toast.Silo.Tests;

/// <summary>Sends bytes that no HTTP library would send, and reads the answer to its end.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static Task<RawAnswer> GetAsync(Uri address, string target) =>
        SendAsync(address, $"GET {target} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n\r\n");

    public static async Task<RawAnswer> SendAsync(Uri address, string request, bool endsThere = false)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, deadline.Token);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), deadline.Token);
        if (endsThere)
        {
            client.Client.Shutdown(SocketShutdown.Send);
        }

        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, deadline.Token);
        }
        catch (IOException)
        {
            // A server may reset a connection it has given up; what it sent before counts.
        }

        return RawAnswer.Parse(Encoding.UTF8.GetString(answer.ToArray()));
    }
}
