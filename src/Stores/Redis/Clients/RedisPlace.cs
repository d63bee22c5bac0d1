using StackExchange.Redis;

namespace Toast.Redis;

/// <summary>One database of a server or cluster: makes the connection, and turns every failure into one of Toast's.</summary>
internal sealed class RedisPlace(StorageUrl url, RedisSettings? settings, IConnectionMultiplexer? given, int database)
{
    private static readonly TimeSpan SlowOpening = TimeSpan.FromMilliseconds(500);

    private IConnectionMultiplexer? connection;

    public Failures Failures { get; } = new(url);

    public int Database => database;

    public IDatabase Commands => Connection.GetDatabase(database);

    public IConnectionMultiplexer Connection => connection ?? throw new InvalidOperationException("Call ConnectAsync first.");

    /// <summary>What the server keeps of acknowledged writes, as far as it tells.</summary>
    public Durability Durability { get; private set; } = Durability.Unknown;

    /// <summary>Whether keys are spread over several servers, so that no command may name keys of two slots.</summary>
    public bool IsCluster { get; private set; }

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        IConnectionMultiplexer opened = given ?? connection ?? await OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            IsCluster = Masters(opened).Any(server => server.ServerType == ServerType.Cluster);
            if (IsCluster && database != 0)
            {
                throw Failures.NoDatabase(null);
            }

            await PingAsync(opened, cancellationToken).ConfigureAwait(false);
            await ReadDurabilityAsync(opened, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            if (given is null && opened != connection)
            {
                RedisClient.Close(opened);
            }

            throw Describe(failure, null, writes: false, cancellationToken);
        }

        connection = opened;
    }

    /// <summary>Asks the server whether it answers, and again what it keeps.</summary>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PingAsync(Connection, cancellationToken).ConfigureAwait(false);
            await ReadDurabilityAsync(Connection, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            throw Describe(failure, null, writes: false, cancellationToken);
        }
    }

    public void Disconnect()
    {
        if (given is null && connection is { } own)
        {
            RedisClient.Close(own);
        }

        connection = null;
    }

    /// <summary>The servers that together hold all records.</summary>
    /// <exception cref="StorageConnectionException">One of them is not connected: without it, records would seem not to exist.</exception>
    public IReadOnlyList<IServer> AllMasters()
    {
        IServer[] masters = [.. Masters(Connection)];
        bool isComplete = masters.Length > 0
            && (!IsCluster || Connection.GetEndPoints().Select(endPoint => Connection.GetServer(endPoint)).All(server => server.IsConnected || RedisClient.IsReplica(server)));
        return isComplete ? masters : throw Failures.NotThere(null);
    }

    /// <summary>Awaits an answer, and no longer than the caller does.</summary>
    public async Task<T> RunAsync<T>(Task<T> answer, RecordKey? key, bool writes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            throw Describe(failure, key, writes, cancellationToken);
        }
    }

    public Exception Describe(Exception failure, RecordKey? key, bool writes, CancellationToken cancellationToken) =>
        failure is OperationCanceledException && cancellationToken.IsCancellationRequested ? failure : Failures.From(failure, key, writes);

    private static IEnumerable<IServer> Masters(IConnectionMultiplexer connection) =>
        connection.GetEndPoints().Select(endPoint => connection.GetServer(endPoint)).Where(server => server.IsConnected && !RedisClient.IsReplica(server));

    private async Task PingAsync(IConnectionMultiplexer opened, CancellationToken cancellationToken)
    {
        try
        {
            IDatabase commands = opened.GetDatabase(database);
            if (database != 0)
            {
                // The client does not look at the answer to its own, and would go on in whichever database it was in.
                await commands.ExecuteAsync("SELECT", database).WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            await commands.PingAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception absent) when (database != 0
            && (absent is RedisCommandException || (absent is RedisServerException refused && ErrorWord.Of(refused.Message) == "ERR")))
        {
            throw Failures.NoDatabase(absent);
        }
    }

    private async Task ReadDurabilityAsync(IConnectionMultiplexer opened, CancellationToken cancellationToken)
    {
        if (Masters(opened).FirstOrDefault() is { } server)
        {
            Durability = await Durability.ReadAsync(server, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IConnectionMultiplexer> OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (settings!.AuthorityFile is { } authority && !CertificateCheck.CanRead(authority))
        {
            throw Failures.NoAuthority();
        }

        Task<ConnectionMultiplexer> opening = ConnectionMultiplexer.ConnectAsync(RedisClient.OptionsOf(settings));
        try
        {
            await DiagnoseIfSlowAsync(opening, cancellationToken).ConfigureAwait(false);
            return await opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            _ = CloseLateAsync(opening);
            if (failure is OperationCanceledException && cancellationToken.IsCancellationRequested)
            {
                throw;
            }

            throw failure is StorageConnectionException ? failure
                : Failures.IsOfLogin(failure) ? Failures.From(failure, null, writes: false)
                : settings.Sentinel is not null ? Failures.NoMaster(failure)
                : await ConnectDiagnosis.FindAsync(settings, Failures, failure, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The client goes on trying for as long as it may, also where there is nothing to wait for; so an opening that takes long is looked into while it goes on.
    /// </summary>
    /// <exception cref="StorageConnectionException">Nothing will come of it.</exception>
    private async Task DiagnoseIfSlowAsync(Task opening, CancellationToken cancellationToken)
    {
        try
        {
            await opening.WaitAsync(SlowOpening, cancellationToken).ConfigureAwait(false);
            return;
        }
        catch (TimeoutException late) when (!opening.IsCompleted && settings is { Hosts.Count: <= 1, Sentinel: null, Socket: null })
        {
            StorageConnectionException found = await ConnectDiagnosis.FindAsync(settings, Failures, late, cancellationToken).ConfigureAwait(false);
            if (found.Code != ErrorCodes.Timeout && !opening.IsCompletedSuccessfully)
            {
                throw found;
            }
        }
        catch (TimeoutException) when (!opening.IsCompleted)
        {
            // Several hosts, of which one that is down says nothing of the others.
        }
    }

    /// <summary>A connection that comes about after all is of no use to anybody.</summary>
    private static async Task CloseLateAsync(Task<ConnectionMultiplexer> opening)
    {
        try
        {
            RedisClient.Close(await opening.ConfigureAwait(false));
        }
        catch (RedisException)
        {
            // It did not come about; whoever waited for it has been told.
        }
    }
}
