using StackExchange.Redis;

namespace Toast.Redis;

/// <summary>One database of a server or cluster: makes the connection, and turns every failure into one of Toast's.</summary>
internal sealed class RedisPlace
{
    private readonly IConnectionMultiplexer? given;
    private readonly int database;
    private readonly Connector? connector;
    private readonly Reconnection? reconnection;
    private IConnectionMultiplexer? connection;

    /// <param name="url">Where it is.</param>
    /// <param name="settings">What the URL asks for, or null with an app's own connection.</param>
    /// <param name="given">An app's own connection, which the app opens, mends and closes.</param>
    /// <param name="database">The number of the database.</param>
    public RedisPlace(StorageUrl url, RedisSettings? settings, IConnectionMultiplexer? given, int database)
    {
        this.given = given;
        this.database = database;
        Failures = new Failures(url);
        if (given is null)
        {
            connector = new Connector(settings!, Failures);
            reconnection = new Reconnection(connector, () => Volatile.Read(ref connection), Replace);
        }
    }

    public Failures Failures { get; }

    public int Database => database;

    public IDatabase Commands => Connection.GetDatabase(database);

    public IConnectionMultiplexer Connection => Volatile.Read(ref connection) ?? throw new InvalidOperationException("Call ConnectAsync first.");

    /// <summary>What the server keeps of acknowledged writes, as far as it tells.</summary>
    public Durability Durability { get; private set; } = Durability.Unknown;

    /// <summary>Whether keys are spread over several servers, so that no command may name keys of two slots.</summary>
    public bool IsCluster { get; private set; }

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        IConnectionMultiplexer opened = given ?? connection ?? await connector!.OpenAsync(cancellationToken).ConfigureAwait(false);
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

        Volatile.Write(ref connection, opened);
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
        if (Interlocked.Exchange(ref connection, null) is { } own && given is null)
        {
            RedisClient.Close(own);
        }
    }

    /// <summary>The servers that together hold all records.</summary>
    /// <exception cref="StorageConnectionException">One of them is not connected: without it, records would seem not to exist.</exception>
    public IReadOnlyList<IServer> AllMasters()
    {
        IServer[] masters = [.. Masters(Connection)];
        bool isComplete = masters.Length > 0
            && (!IsCluster || Connection.GetEndPoints().Select(endPoint => Connection.GetServer(endPoint)).All(server => server.IsConnected || RedisClient.IsReplica(server)));
        return isComplete ? masters : throw Describe(Failures.NotThere(null), null, writes: false, CancellationToken.None);
    }

    /// <summary>Awaits an answer, and no longer than the caller does.</summary>
    public async Task<T> RunAsync<T>(Task<T> answer, RecordKey? key, bool writes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await RedisClient.WaitAsync(answer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            throw Describe(failure, key, writes, cancellationToken);
        }
    }

    /// <summary>Turns a failure into one of Toast's, and has the connection looked into if it may be the cause.</summary>
    public Exception Describe(Exception failure, RecordKey? key, bool writes, CancellationToken cancellationToken)
    {
        Exception described =
            failure is OperationCanceledException && cancellationToken.IsCancellationRequested ? failure : Failures.From(failure, key, writes);
        if (described is OperationCanceledException or StorageConnectionException { Code: ErrorCodes.Unreachable or ErrorCodes.Timeout })
        {
            reconnection?.Look();
        }

        return described;
    }

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
                await RedisClient.WaitAsync(commands.ExecuteAsync("SELECT", database), cancellationToken).ConfigureAwait(false);
            }

            await RedisClient.WaitAsync(commands.PingAsync(), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception absent) when (database != 0
            && (absent is RedisCommandException || (absent is RedisServerException refused && ErrorWord.Of(refused.Message) == "ERR")))
        {
            throw Failures.NoDatabase(absent);
        }
    }

    private bool Replace(IConnectionMultiplexer old, IConnectionMultiplexer other) => Interlocked.CompareExchange(ref connection, other, old) == old;

    private async Task ReadDurabilityAsync(IConnectionMultiplexer opened, CancellationToken cancellationToken)
    {
        if (Masters(opened).FirstOrDefault() is { } server)
        {
            Durability = await Durability.ReadAsync(server, cancellationToken).ConfigureAwait(false);
        }
    }
}
