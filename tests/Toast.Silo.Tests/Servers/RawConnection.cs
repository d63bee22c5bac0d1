using System.Net.Sockets;
using System.Text;

namespace Toast.Silo.Tests;

/// <summary>A connection on which a test says and hears bytes as it likes, within a deadline.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly CancellationTokenSource deadline = new(RawHttp.Deadline);
    private readonly TcpClient client = new();
    private readonly StringBuilder heard = new();
    private readonly byte[] buffer = new byte[16 * 1024];
    private NetworkStream stream = null!;

    /// <summary>Everything that was received.</summary>
    public string Heard => heard.ToString();

    public static async Task<RawConnection> OpenAsync(Uri address)
    {
        var connection = new RawConnection();
        await connection.client.ConnectAsync(address.Host, address.Port, connection.deadline.Token);
        connection.stream = connection.client.GetStream();
        return connection;
    }

    public Task SayAsync(string text) => SayAsync(Encoding.Latin1.GetBytes(text));

    public async Task SayAsync(byte[] bytes) => await stream.WriteAsync(bytes, deadline.Token);

    /// <summary>Says that nothing more comes, and goes on listening.</summary>
    public void EndSaying() => client.Client.Shutdown(SocketShutdown.Send);

    /// <summary>Closes with a reset, as a process that is killed may.</summary>
    public void Reset()
    {
        client.LingerState = new LingerOption(true, 0);
        client.Close();
    }

    /// <summary>Listens until a text was received that the condition likes.</summary>
    /// <returns>False if the other side ended before.</returns>
    public async Task<bool> HearAsync(Func<string, bool> condition)
    {
        while (!condition(Heard))
        {
            int read;
            try
            {
                read = await stream.ReadAsync(buffer, deadline.Token);
            }
            catch (IOException)
            {
                // A server may reset a connection it has given up; what it sent before counts.
                return false;
            }

            if (read == 0)
            {
                return false;
            }

            heard.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return true;
    }

    /// <summary>Listens until the other side ends.</summary>
    public async Task<RawAnswer> HearAllAsync()
    {
        await HearAsync(_ => false);
        return RawAnswer.Parse(Heard);
    }

    public void Dispose()
    {
        client.Dispose();
        deadline.Dispose();
    }
}
