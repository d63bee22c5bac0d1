using System.Net.Sockets;
using System.Text;

namespace Toast.Silo.Tests;

/// <summary>A connection that is kept between requests, and costs no more than its socket meanwhile.</summary>
internal sealed class KeptConnection : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp);

    private KeptConnection()
    {
    }

    public static async Task<KeptConnection> OpenAsync(Uri address)
    {
        var connection = new KeptConnection();
        using var deadline = new CancellationTokenSource(RawHttp.Deadline);
        await connection.socket.ConnectAsync(address.Host, address.Port, deadline.Token);
        return connection;
    }

    /// <summary>Sends a request whose answer fits into 4 KiB, and gives its status; 0 when the server has ended the connection.</summary>
    public async Task<int> AskAsync(string request)
    {
        using var deadline = new CancellationTokenSource(RawHttp.Deadline);
        await socket.SendAsync(Encoding.Latin1.GetBytes(request), deadline.Token);
        byte[] buffer = new byte[4096];
        int length = 0;
        while (!IsWhole(Encoding.Latin1.GetString(buffer, 0, length)))
        {
            int read = await socket.ReceiveAsync(buffer.AsMemory(length), deadline.Token);
            if (read == 0)
            {
                return 0;
            }

            length += read;
        }

        return RawAnswer.Parse(Encoding.Latin1.GetString(buffer, 0, length)).Status;
    }

    public void Dispose() => socket.Dispose();

    private static bool IsWhole(string heard)
    {
        const string Length = "Content-Length: ";
        int end = heard.IndexOf("\r\n\r\n", StringComparison.Ordinal), length = heard.IndexOf(Length, StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }

        return length < 0
            ? heard.EndsWith("0\r\n\r\n", StringComparison.Ordinal)
            : heard.Length - (end + 4) == int.Parse(heard.AsSpan(length + Length.Length, heard.IndexOf('\r', length) - length - Length.Length));
    }
}
