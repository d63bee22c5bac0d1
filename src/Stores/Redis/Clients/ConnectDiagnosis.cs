using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Toast.Redis;

/// <summary>
/// Finds out why a connection could not be made, by going the first steps of it: the name, the port, the handshake. The client library tells these causes
/// apart by text alone.
/// </summary>
internal static class ConnectDiagnosis
{
    /// <summary>A server that speaks no TLS waits for the end of what it takes for a command, so a handshake with it only ends by itself.</summary>
    private static readonly TimeSpan HandshakeTime = TimeSpan.FromSeconds(1);

    /// <summary>Goes the first steps of a connection.</summary>
    /// <returns>Why there is none; a time-out if the server listens and nothing speaks against a connection.</returns>
    public static async Task<StorageConnectionException> FindAsync(
        RedisSettings settings, Failures failures, Exception cause, CancellationToken cancellationToken)
    {
        StorageHost host = settings.Hosts.Count > 0 ? settings.Hosts[0] : new StorageHost(RedisDefaults.Host, null);
        try
        {
            if (settings.Socket is { } path)
            {
                using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken).ConfigureAwait(false);
                return failures.Silent(cause);
            }

            using var client = new TcpClient();
            await client.ConnectAsync(host.Name, host.Port ?? RedisDefaults.Port, cancellationToken).ConfigureAwait(false);

            // If it listens, and shakes hands where it should, something else keeps the connection from coming about.
            if (settings.Tls)
            {
                return await ShakesHandsAsync(client, settings, host, cancellationToken).ConfigureAwait(false) ? failures.Silent(cause) : failures.Tls(cause);
            }

            // The older client does not say that a login was refused. A server that asks for one, and to which no connection came about, refused it.
            return cause is not TimeoutException && (await AskAsync(client.GetStream(), cancellationToken).ConfigureAwait(false)).StartsWith("-NOAUTH", StringComparison.Ordinal)
                ? failures.LoginRefused(cause)
                : failures.Silent(cause);
        }
        catch (SocketException unresolved) when (unresolved.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain)
        {
            return failures.Unresolved(cause);
        }
        catch (SocketException)
        {
            return failures.NotThere(cause);
        }
        catch (Exception handshake) when (handshake is AuthenticationException or IOException)
        {
            return failures.Tls(cause);
        }
        catch (OperationCanceledException)
        {
            return failures.Silent(cause);
        }
    }

    /// <summary>False if the server answers in plain text instead.</summary>
    private static async Task<bool> ShakesHandsAsync(TcpClient client, RedisSettings settings, StorageHost host, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(HandshakeTime);
        try
        {
            using var secure = new SslStream(client.GetStream(), false, new CertificateCheck(settings.AuthorityFile).IsTrusted);
            await secure.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = settings.TlsHost ?? host.Name }, timeout.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return !await AnswersInPlainTextAsync(host, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<bool> AnswersInPlainTextAsync(StorageHost host, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host.Name, host.Port ?? RedisDefaults.Port, cancellationToken).ConfigureAwait(false);
        return (await AskAsync(client.GetStream(), cancellationToken).ConfigureAwait(false)).Length > 0;
    }

    /// <summary>The beginning of the answer to a harmless question; empty if there is none in time, or one of another protocol.</summary>
    private static async Task<string> AskAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(HandshakeTime);
        try
        {
            await stream.WriteAsync("PING\r\n"u8.ToArray(), timeout.Token).ConfigureAwait(false);
            byte[] answer = new byte[16];
            int length = await stream.ReadAsync(answer, timeout.Token).ConfigureAwait(false);
            return length > 0 && answer[0] is (byte)'+' or (byte)'-' ? Encoding.ASCII.GetString(answer, 0, length) : "";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "";
        }
    }
}
