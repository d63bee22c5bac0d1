using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Toast.Servers;

/// <summary>Stands between a client and a server, passes bytes on, and can stop doing so in several ways.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly ConcurrentDictionary<TcpClient, byte> clients = new();
    private readonly CancellationTokenSource ending = new();
    private TcpListener listener;
    private ClosedPort? refusing;
    private (string Host, int Port) target;
    private volatile TaskCompletionSource passing = Passing();
    private volatile bool dropAnswers;
    private volatile int silenced;
    private long sent;
    private long received;
    private int accepted;

    private TcpProxy(TcpListener listener, string host, int port)
    {
        this.listener = listener;
        target = (host, port);
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public string Host => "127.0.0.1";

    public int Port { get; }

    /// <summary>Bytes from clients to the server.</summary>
    public long BytesSent => Interlocked.Read(ref sent);

    /// <summary>Bytes from the server to clients.</summary>
    public long BytesReceived => Interlocked.Read(ref received);

    /// <summary>How many connections were accepted.</summary>
    public int Accepted => Volatile.Read(ref accepted);

    public static Task<TcpProxy> StartAsync(string host, int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var proxy = new TcpProxy(listener, host, port);
        _ = proxy.AcceptAsync(listener);
        return Task.FromResult(proxy);
    }

    /// <summary>Leads new connections elsewhere.</summary>
    public void Retarget(string host, int port) => target = (host, port);

    /// <summary>Resets all connections.</summary>
    public void Cut()
    {
        foreach (TcpClient client in clients.Keys)
        {
            Reset(client);
        }
    }

    /// <summary>Refuses new connections and resets all others.</summary>
    public void Refuse()
    {
        listener.Stop();
        refusing ??= new ClosedPort(Port);
        Cut();
    }

    /// <summary>Accepts and passes nothing on in either direction.</summary>
    public void BlackHole()
    {
        if (passing.Task.IsCompleted)
        {
            passing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>
    /// Says nothing more on the connections that are there, for ever, nor ends them; new ones are not concerned. So does a way on which somebody forgets
    /// connections, or a machine that another one has taken the address of.
    /// </summary>
    public void Silence() => silenced = Accepted;

    /// <summary>Passes what clients send, and loses what the server answers: the server does what it is told and nobody hears of it.</summary>
    public void DropAnswers() => dropAnswers = true;

    /// <summary>Does again what a proxy does.</summary>
    public void Pass()
    {
        dropAnswers = false;
        passing.TrySetResult();
        if (refusing is not null)
        {
            refusing.Dispose();
            refusing = null;
            listener = new TcpListener(IPAddress.Loopback, Port);
            listener.Start();
            _ = AcceptAsync(listener);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        refusing?.Dispose();
        Cut();
        passing.TrySetResult();
        ending.Dispose();
    }

    private static TaskCompletionSource Passing()
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        source.SetResult();
        return source;
    }

    private static void Reset(TcpClient client)
    {
        try
        {
            client.Client?.LingerState = new LingerOption(true, 0);
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // It ended by itself.
        }

        client.Dispose();
    }

    private async Task AcceptAsync(TcpListener from)
    {
        try
        {
            while (true)
            {
                TcpClient client = await from.AcceptTcpClientAsync(ending.Token);
                _ = ServeAsync(client, Interlocked.Increment(ref accepted));
            }
        }
        catch (Exception ended) when (ended is SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The listener was stopped.
        }
    }

    private async Task ServeAsync(TcpClient client, int number)
    {
        var server = new TcpClient();
        clients.TryAdd(client, 0);
        clients.TryAdd(server, 0);
        try
        {
            await passing.Task.WaitAsync(ending.Token);
            if (number <= silenced)
            {
                await Task.Delay(Timeout.Infinite, ending.Token);
            }

            (string host, int port) = target;
            await server.ConnectAsync(host, port, ending.Token);
            (client.NoDelay, server.NoDelay) = (true, true);
            await Task.WhenAny(PumpAsync(client, server, number, isAnswer: false), PumpAsync(server, client, number, isAnswer: true));
        }
        catch (Exception broken) when (broken is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side went away; the other one is told by a reset.
        }
        finally
        {
            foreach (TcpClient side in new[] { client, server })
            {
                clients.TryRemove(side, out _);
                Reset(side);
            }
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, int number, bool isAnswer)
    {
        byte[] buffer = new byte[65536];
        try
        {
            NetworkStream source = from.GetStream(), sink = to.GetStream();
            int count;
            while ((count = await source.ReadAsync(buffer, ending.Token)) > 0)
            {
                await passing.Task.WaitAsync(ending.Token);
                if (number <= silenced || (isAnswer && dropAnswers))
                {
                    continue;
                }

                Interlocked.Add(ref isAnswer ? ref received : ref sent, count);
                await sink.WriteAsync(buffer.AsMemory(0, count), ending.Token);
            }
        }
        catch (Exception broken) when (broken is SocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The other direction ends with this one.
        }
    }
}
