using System.Net;
using System.Net.Sockets;

namespace Toast.Servers;

/// <summary>A port on which nobody listens, and which nobody else gets as long as this is not disposed: connecting to it is refused, every time.</summary>
public sealed class ClosedPort : IDisposable
{
    private const int Tries = 200;

    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <param name="port">The port, or 0 for any that is free.</param>
    public ClosedPort(int port = 0)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse && attempt < Tries)
            {
                // A process that is just being started holds copies of our sockets, also of one closed a moment ago, until it runs its own program.
                Thread.Sleep(10);
            }
        }
    }

    public int Port => ((IPEndPoint)socket.LocalEndPoint!).Port;

    public void Dispose() => socket.Dispose();
}
