using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Toast.Servers;

/// <summary>Speaks a few words of the Redis protocol, so that servers can be set up without a client library.</summary>
public sealed class RespClient : IDisposable
{
    private readonly TcpClient client = new();
    private readonly Stream stream;

    private RespClient(TcpClient client, Stream stream)
    {
        this.client = client;
        this.stream = stream;
    }

    public static async Task<RespClient> ConnectAsync(int port, bool tls = false, CancellationToken cancellationToken = default)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, cancellationToken);
        Stream stream = client.GetStream();
        if (tls)
        {
#pragma warning disable CA5359 // The server is the test's own.
            var secure = new SslStream(stream, false, (_, _, _, _) => true);
#pragma warning restore CA5359
            await secure.AuthenticateAsClientAsync("localhost");
            stream = secure;
        }

        return new RespClient(client, stream);
    }

    /// <summary>Sends a command and gives its answer as text; an error begins with '-', an array is its items, one a line.</summary>
    public async Task<string> SendAsync(params string[] command)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"*{command.Length}\r\n");
        foreach (string part in command)
        {
            text.Append(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(part)}\r\n{part}\r\n");
        }

        await stream.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()));
        return await ReadAsync();
    }

    public void Dispose()
    {
        stream.Dispose();
        client.Dispose();
    }

    private async Task<string> ReadAsync()
    {
        string line = await ReadLineAsync();
        switch (line[0])
        {
            case '$' when line == "$-1":
                return "";
            case '$':
                byte[] content = new byte[int.Parse(line.AsSpan(1), CultureInfo.InvariantCulture) + 2];
                await stream.ReadExactlyAsync(content);
                return Encoding.UTF8.GetString(content.AsSpan(..^2));
            case '*':
                var items = new List<string>();
                for (int count = int.Parse(line.AsSpan(1), CultureInfo.InvariantCulture); count > 0; count--)
                {
                    items.Add(await ReadAsync());
                }

                return string.Join('\n', items);
            case '-':
                return line;
            default:
                return line[1..];
        }
    }

    private async Task<string> ReadLineAsync()
    {
        var line = new List<byte>();
        byte[] one = new byte[1];
        while (line.Count < 2 || line[^2] != '\r' || line[^1] != '\n')
        {
            await stream.ReadExactlyAsync(one);
            line.Add(one[0]);
        }

        return Encoding.UTF8.GetString([.. line[..^2]]);
    }
}
