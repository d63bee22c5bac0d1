using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Toast.Benchmarks.Http;

/// <summary>One connection that sends prepared bytes, waits for the whole answer, and begins again. Allocates nothing while it runs.</summary>
internal sealed class LoadConnection : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly SocketAsyncEventArgs sending = new();
    private readonly SocketAsyncEventArgs receiving = new();
    private readonly AnswerReader reader = new();
    private readonly TaskCompletionSource<long> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[][] requests;
    private long next;
    private long answers;
    private long until;

    private LoadConnection(byte[][] requests, long first)
    {
        this.requests = requests;
        next = first;
        receiving.SetBuffer(new byte[16 * 1024]);
        sending.Completed += (_, _) => Run(sent: true);
        receiving.Completed += (_, _) => Run(sent: false);
    }

    public static async Task<LoadConnection> OpenAsync(int port, byte[][] requests, long first)
    {
        var connection = new LoadConnection(requests, first);
        await connection.socket.ConnectAsync(IPAddress.Loopback, port);
        return connection;
    }

    /// <summary>Asks until a moment and gives how many answers came before it.</summary>
    public Task<long> RunAsync(long until)
    {
        this.until = until;
        if (!Send())
        {
            Run(sent: true);
        }

        return done.Task;
    }

    public void Dispose()
    {
        socket.Dispose();
        sending.Dispose();
        receiving.Dispose();
    }

    /// <summary>Goes on after something was sent or received, for as long as nothing has to be waited for.</summary>
    private void Run(bool sent)
    {
        while (true)
        {
            SocketAsyncEventArgs step = sent ? sending : receiving;
            if (step.SocketError != SocketError.Success || (!sent && step.BytesTransferred == 0))
            {
                done.TrySetException(new IOException($"The server ended a connection: {step.SocketError}."));
                return;
            }

            if (!sent && reader.IsWhole(receiving.MemoryBuffer.Span[..receiving.BytesTransferred]))
            {
                if (reader.Status is < 200 or > 299)
                {
                    done.TrySetException(new IOException($"The server answered {reader.Status}."));
                    return;
                }

                if (Stopwatch.GetTimestamp() >= until)
                {
                    done.TrySetResult(answers);
                    return;
                }

                answers++;
                if (Send())
                {
                    return;
                }

                sent = true;
                continue;
            }

            sent = false;
            if (socket.ReceiveAsync(receiving))
            {
                return;
            }
        }
    }

    private bool Send()
    {
        sending.SetBuffer(requests[next++ % requests.Length]);
        return socket.SendAsync(sending);
    }
}
