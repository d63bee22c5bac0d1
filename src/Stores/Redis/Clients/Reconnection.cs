using System.Net;
using StackExchange.Redis;
using Toast.Engine;

namespace Toast.Redis;

/// <summary>
/// Looks after a connection on which calls fail. The client library makes lost connections anew by itself, but it holds on to one that fell silent, or that
/// met silence in the middle of its handshake, for a minute and more. Where another connection reaches a server that the present one does not, the other
/// one takes its place.
/// </summary>
/// <param name="connector">Makes the other connection.</param>
/// <param name="present">The present connection, or null once it is closed.</param>
/// <param name="replace">Puts the second connection in the place of the first, and says whether it did.</param>
internal sealed class Reconnection(Connector connector, Func<IConnectionMultiplexer?> present, Func<IConnectionMultiplexer, IConnectionMultiplexer, bool> replace)
{
    /// <summary>The library's own time; it mends most within a second.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>A server that is alive answers a ping within this time, behind the commands that wait before it.</summary>
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(3);

    /// <summary>How long another connection may take: longer than the library gives itself.</summary>
    private static readonly TimeSpan OpeningTime = TimeSpan.FromSeconds(10);

    private int looking;

    /// <summary>A call has failed: looks into the connection, unless somebody is at it already. Returns at once.</summary>
    public void Look()
    {
        if (Volatile.Read(ref looking) == 0 && Interlocked.Exchange(ref looking, 1) == 0)
        {
            CleanContext.Run(static self => _ = Task.Run(((Reconnection)self!).LookAsync), this);
        }
    }

    private async Task LookAsync()
    {
        try
        {
            await Task.Delay(Grace).ConfigureAwait(false);
            if (present() is { } connection)
            {
                await MendAsync(connection).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (failure is ExternalStorageException or OperationCanceledException or RedisException or ObjectDisposedException)
        {
            // No other connection comes about either, or the store was closed meanwhile. The next call that fails asks again.
        }
        finally
        {
            Volatile.Write(ref looking, 0);
        }
    }

    private async Task MendAsync(IConnectionMultiplexer connection)
    {
        HashSet<EndPoint> reached = await AnsweringAsync(connection).ConfigureAwait(false);
        if (reached.Count < connection.GetEndPoints().Length)
        {
            using var timeout = new CancellationTokenSource(OpeningTime);
            IConnectionMultiplexer other = await connector.OpenAsync(timeout.Token).ConfigureAwait(false);
            HashSet<EndPoint> better = await AnsweringAsync(other).ConfigureAwait(false);
            better.ExceptWith(reached);
            if (better.Count == 0 || !replace(connection, other))
            {
                RedisClient.Close(other);
                return;
            }

            // Of a cluster the old one may reach some servers still: what is on its way there is answered before it is closed.
            await Task.Delay(AnswerTime).ConfigureAwait(false);
            RedisClient.Close(connection);
        }
    }

    /// <summary>The servers from which an answer comes, whatever it says.</summary>
    private static async Task<HashSet<EndPoint>> AnsweringAsync(IConnectionMultiplexer connection)
    {
        EndPoint[] all = connection.GetEndPoints();
        bool[] answers = await Task.WhenAll(all.Select(endPoint => AnswersAsync(connection.GetServer(endPoint)))).ConfigureAwait(false);
        return [.. all.Where((_, i) => answers[i])];
    }

    private static async Task<bool> AnswersAsync(IServer server)
    {
        try
        {
            await server.PingAsync().WaitAsync(AnswerTime).ConfigureAwait(false);
            return true;
        }
        catch (RedisServerException)
        {
            // It is busy, or does not let this user ask.
            return true;
        }
        catch (Exception silent) when (silent is RedisException or TimeoutException or OperationCanceledException or InvalidOperationException)
        {
            return false;
        }
    }
}
