using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Toast.Redis;

/// <summary>
/// Finds out why a connection could not be made, by going the first steps of it: the name, the port, the handshake. The client library tells these causes
/// apart by text alone.
/// </summary>
internal static class ConnectDiagnosis
{
    public static async Task<StorageConnectionException> FindAsync(
        RedisSettings settings, Failures failures, Exception cause, CancellationToken cancellationToken)
    {
        StorageHost host = settings.Hosts.Count > 0 ? settings.Hosts[0] : new StorageHost(RedisDefaults.Host, null);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host.Name, host.Port ?? RedisDefaults.Port, cancellationToken).ConfigureAwait(false);
            if (settings.Tls)
            {
                using var secure = new SslStream(client.GetStream(), false, new CertificateCheck(settings.AuthorityFile).IsTrusted);
                await secure.AuthenticateAsClientAsync(
                    new SslClientAuthenticationOptions { TargetHost = settings.TlsHost ?? host.Name }, cancellationToken).ConfigureAwait(false);
            }

            // It listens, and still no connection came about.
            return failures.Silent(cause);
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
}
