using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Toast.Benchmarks.Load;

namespace Toast.Benchmarks.Http;

/// <summary>What a connection that asks nothing any more costs the server.</summary>
internal static class IdleConnections
{
    public static async Task<IReadOnlyList<string>> MeasureAsync(int connections)
    {
        using var folder = new TemporaryFolder();
        await using ServerProcess server = await ServerProcess.StartToastAsync("--Toast:Store", $"sqlite:///{folder.File("toast.db")}", "--Toast:Cluster:Mode", "none");
        var sockets = new List<Socket>();
        try
        {
            for (int i = 0; i < 200; i++)
            {
                // What the first connections cost is code, not connections.
                await OpenAsync(sockets, server);
            }

            long before = server.Resident;
            for (int i = 0; i < connections; i++)
            {
                await OpenAsync(sockets, server);
            }

            return
            [
                string.Create(CultureInfo.InvariantCulture, $"An idle connection after one request holds {(server.Resident - before) / connections:N0} bytes of the server, over {connections:N0} of them."),
            ];
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }

    private static async Task OpenAsync(List<Socket> sockets, ServerProcess server)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        sockets.Add(socket);
        await socket.ConnectAsync(IPAddress.Loopback, server.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(HttpRequests.Get("/health/live")));
        var reader = new AnswerReader();
        byte[] buffer = new byte[4096];
        int read;
        do
        {
            read = await socket.ReceiveAsync(buffer);
        }
        while (!reader.IsWhole(buffer.AsSpan(0, read)));
    }
}
