using System.Security.Authentication;
using StackExchange.Redis;

namespace Toast.Redis;

/// <summary>
/// Everything that differs between the two versions of the client library: the current one, and the one for package sources that lack what the current one
/// needs. The older one has no users, no sentinels and no sockets, which are refused where a URL is judged; nor does it bound the time of an answer.
/// </summary>
internal static class RedisClient
{
    /// <summary>How long the library waits for an answer at the most. The engine's deadlines are shorter, unless an app sets longer ones.</summary>
    private const int AnswerMilliseconds = 60_000;

#if OLDER_CLIENT
    /// <summary>Whether the library can do all that URLs may ask for.</summary>
    public const bool IsCurrent = false;
#else
    /// <summary>Whether the library can do all that URLs may ask for.</summary>
    public const bool IsCurrent = true;
#endif

    /// <summary>Refuses what this version of the library cannot do.</summary>
    public static void CheckSupport(StorageUrl url, RedisSettings settings)
    {
        string? missing = IsCurrent ? null
            : settings.User is not null ? "a user name"
            : settings.Sentinel is not null ? "a sentinel"
            : settings.Socket is not null ? "a socket"
            : null;
        if (missing is not null)
        {
            throw RedisSettings.Invalid(
                url, $"it asks for {missing}, which the older StackExchange.Redis of this build cannot do", "build with the current StackExchange.Redis (3.1 or later)");
        }
    }

    /// <summary>The settings of the library for a URL.</summary>
    public static ConfigurationOptions OptionsOf(RedisSettings settings)
    {
        var options = new ConfigurationOptions
        {
            AbortOnConnectFail = true,

            // For CONFIG GET alone: how much of what is acknowledged outlives a restart.
            AllowAdmin = true,
            ClientName = settings.ClientName,

            // Nothing is asked for that a user with the rights to records alone may not have.
            ConfigurationChannel = "",
            TieBreaker = "",
            ConnectRetry = 1,
            ConnectTimeout = settings.ConnectMilliseconds,
            DefaultDatabase = settings.Database,
            Password = string.IsNullOrEmpty(settings.Password) ? null : settings.Password,
            ReconnectRetryPolicy = new LinearRetry(500),
            Ssl = settings.Tls,

            SyncTimeout = AnswerMilliseconds,
        };
        foreach (StorageHost host in settings.Hosts)
        {
            options.EndPoints.Add(host.Name, host.Port ?? (settings.Sentinel is null ? RedisDefaults.Port : RedisDefaults.SentinelPort));
        }

        if (settings.Tls)
        {
            options.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            options.SslHost = settings.TlsHost ?? (settings.Hosts.Count == 1 ? settings.Hosts[0].Name : null);
            options.CertificateValidation += new CertificateCheck(settings.AuthorityFile).IsTrusted;
        }

#if !OLDER_CLIENT
        options.AsyncTimeout = AnswerMilliseconds;

        // What cannot be sent now fails now: nothing is kept to be sent after its caller has given up.
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.User = settings.User;
        options.ServiceName = settings.Sentinel;
        options.IncludeDetailInExceptions = false;
        options.IncludePerformanceCountersInExceptions = false;
        options.HeartbeatConsistencyChecks = false;
        if (settings.Socket is { } socket)
        {
            options.EndPoints.Add(new System.Net.Sockets.UnixDomainSocketEndPoint(socket));
        }
#endif
        if (options.EndPoints.Count == 0)
        {
            options.EndPoints.Add(RedisDefaults.Host, RedisDefaults.Port);
        }

        return options;
    }

    /// <summary>Awaits an answer, and no longer than the caller or the library does.</summary>
    /// <exception cref="TimeoutException">There was no answer.</exception>
    public static Task<T> WaitAsync<T>(Task<T> answer, CancellationToken cancellationToken)
    {
#if OLDER_CLIENT
        // It has a bound for calls that hold their thread only.
        return answer.WaitAsync(TimeSpan.FromMilliseconds(AnswerMilliseconds), cancellationToken);
#else
        return answer.WaitAsync(cancellationToken);
#endif
    }

    /// <summary>Bytes as a value, without a copy where the library allows it.</summary>
    public static RedisValue ValueOf(ReadOnlyMemory<byte> data)
    {
#if OLDER_CLIENT
        return System.Runtime.InteropServices.MemoryMarshal.TryGetArray(data, out ArraySegment<byte> segment)
            && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : data.ToArray();
#else
        return data;
#endif
    }

    /// <summary>Closes a connection on which nothing is on its way any more.</summary>
    public static void Close(IConnectionMultiplexer connection)
    {
#if OLDER_CLIENT
        // Otherwise it waits for an answer to its farewell, which servers do not give before they hang up.
        connection.Close(allowCommandsToComplete: false);
#endif
        connection.Dispose();
    }

    /// <summary>A value as bytes.</summary>
    public static ReadOnlyMemory<byte> BytesOf(RedisValue value)
    {
#if OLDER_CLIENT
        return (byte[]?)value;
#else
        return (ReadOnlyMemory<byte>)value;
#endif
    }

    /// <summary>Whether a server only follows another one.</summary>
    public static bool IsReplica(IServer server)
    {
#if OLDER_CLIENT
        return server.IsSlave;
#else
        return server.IsReplica;
#endif
    }

    /// <summary>Finds the keys of a pattern on one server, step by step without holding the server up. One that moves meanwhile may come twice.</summary>
    /// <param name="server">The server.</param>
    /// <param name="database">The number of the database.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="take">Gets each key; false ends the search.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    public static async Task ScanAsync(IServer server, int database, string pattern, Func<string, bool> take, CancellationToken cancellationToken)
    {
        const int PageSize = 1000;
#if OLDER_CLIENT
        await Task.Run(
            () =>
            {
                foreach (RedisKey key in server.Keys(database, pattern, PageSize))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (!take(key!))
                    {
                        return;
                    }
                }
            },
            cancellationToken).ConfigureAwait(false);
#else
        await foreach (RedisKey key in server.KeysAsync(database, pattern, PageSize).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (!take(key!))
            {
                return;
            }
        }
#endif
    }

    /// <summary>Whether a command that timed out may have reached the server.</summary>
    public static bool MayHaveBeenSent(Exception failure)
    {
#if OLDER_CLIENT
        return failure is not RedisConnectionException { FailureType: ConnectionFailureType.UnableToConnect or ConnectionFailureType.UnableToResolvePhysicalConnection };
#else
        // A command counts as waiting until the library has noted that it wrote it, which is after it did: so only what it kept back, or never had a
        // connection for, was certainly not sent.
        return failure switch
        {
            RedisTimeoutException timeout => timeout.Commandstatus != CommandStatus.WaitingInBacklog,
            RedisConnectionException { CommandStatus: CommandStatus.WaitingInBacklog } => false,
            RedisConnectionException { FailureType: ConnectionFailureType.UnableToResolvePhysicalConnection } => false,
            RedisConnectionException { FailureType: ConnectionFailureType.UnableToConnect } never => never.CommandStatus == CommandStatus.Sent,
            _ => true,
        };
#endif
    }
}
