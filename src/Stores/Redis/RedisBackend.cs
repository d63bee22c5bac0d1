using StackExchange.Redis;

[assembly: Toast.StorageBackend("redis", typeof(Toast.Redis.RedisBackend))]
[assembly: Toast.StorageBackend("rediss", typeof(Toast.Redis.RedisBackend))]

namespace Toast.Redis;

/// <summary>
/// Keeps records in Redis, one value each, under the key <c>toast:class:id</c>: <c>redis://user:password@host:6379/0</c>, with TLS <c>rediss://</c>. What a
/// restart of the server leaves of acknowledged saves is decided by its <c>appendonly</c> and <c>appendfsync</c>. See docs/stores/redis.md.
/// </summary>
/// <remarks>
/// Options: <c>prefix</c> (default <c>toast</c>), <c>sentinel</c> (the name of the service; the hosts are then the sentinels), <c>socket</c> (a path),
/// <c>sslrootcert</c> and <c>sslhost</c> with <c>rediss://</c>, <c>connect_timeout</c> in seconds, <c>client_name</c> and <c>layout=pydantic-toast</c>. Several
/// hosts, or one node of a cluster, work as a cluster does. Safe for concurrent use.
/// </remarks>
public sealed class RedisBackend
    : StorageBackend, ISupportsConditionalSave, ISupportsBatch, ISupportsDelete, ISupportsListing, ISupportsCounting, ISupportsInfo, ISupportsExpiry,
        ISupportsProbe, IReportsSettings
{
    private readonly RedisPlace place;
    private readonly Writer writer;
    private readonly Reader reader;
    private readonly Lister lister;
    private readonly Counter counter;

    /// <summary>Checks the URL; does no I/O.</summary>
    /// <param name="url">A <c>redis://</c> or <c>rediss://</c> URL.</param>
    /// <exception cref="StorageValidationException">
    /// The URL has an unknown option or value, or asks for the other layout, which <see cref="Open"/> gives (<see cref="ErrorCodes.InvalidConfiguration"/>).
    /// </exception>
    public RedisBackend(StorageUrl url)
        : this(url, RedisSettings.Read(url ?? throw new ArgumentNullException(nameof(url))))
    {
    }

    /// <summary>Uses a connection of an app's own, which is never disposed here.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="prefix">What keys begin with. Default: <c>toast</c>.</param>
    /// <param name="database">The number of the database. Default: 0.</param>
    /// <exception cref="ArgumentException"><paramref name="prefix"/> cannot begin a key, or <paramref name="database"/> is negative.</exception>
    public RedisBackend(IConnectionMultiplexer connection, string prefix = RedisDefaults.Prefix, int database = 0)
        : this(RedisUrl.Of(connection, database), new RedisPlace(RedisUrl.Of(connection, database), null, connection, database), prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentOutOfRangeException.ThrowIfNegative(database);
        if (!RedisSettings.IsPrefix(prefix))
        {
            throw new ArgumentException("Use 1 to 100 letters, digits, '_', '-', '.', '/' and ':', not at the end ':'.", nameof(prefix));
        }
    }

    private RedisBackend(StorageUrl url, RedisSettings settings)
        : this(url, new RedisPlace(url, settings, null, settings.Database), settings.Prefix)
    {
        if (settings.Layout != RedisLayout.Toast)
        {
            throw RedisSettings.Invalid(url, "it asks for another layout than this backend has", $"open it with {nameof(RedisBackend)}.{nameof(Open)}");
        }
    }

    private RedisBackend(StorageUrl url, RedisPlace place, string prefix)
        : base(url)
    {
        this.place = place;
        var keys = new RecordKeys(prefix);
        writer = new Writer(place, keys);
        reader = new Reader(place, keys);
        lister = new Lister(place, keys, reader);
        counter = new Counter(place, keys);
    }

    /// <inheritdoc/>
    public override long MaxRecordBytes => RedisDefaults.MaxRecordBytes;

    /// <inheritdoc/>
    public int MaxConcurrentBatches => RedisDefaults.ConcurrentBatches;

    /// <summary>Redis removes expired records by itself.</summary>
    /// <value>Null.</value>
    public TimeSpan? SweepInterval => null;

    /// <summary>What decides how much of acknowledged writes a restart of the server leaves: <c>appendonly</c>, <c>appendfsync</c>, <c>maxmemory-policy</c>, ….</summary>
    public IReadOnlyDictionary<string, string> Settings => place.Durability.Settings;

    /// <inheritdoc/>
    public IReadOnlyList<string> Warnings => place.Durability.Warnings;

    /// <summary>Makes the backend that a URL asks for: this one, or the one for the layout of pydantic-toast.</summary>
    /// <param name="url">A <c>redis://</c> or <c>rediss://</c> URL.</param>
    /// <returns>A backend that is not connected.</returns>
    /// <exception cref="StorageValidationException">The URL has an unknown option or value (<see cref="ErrorCodes.InvalidConfiguration"/>).</exception>
    public static StorageBackend Open(StorageUrl url)
    {
        ArgumentNullException.ThrowIfNull(url);
        RedisSettings settings = RedisSettings.Read(url);
        return settings.Layout == RedisLayout.Toast ? new RedisBackend(url, settings) : new PydanticToastBackend(url, settings);
    }

    /// <inheritdoc/>
    public override Task ConnectAsync(CancellationToken cancellationToken) => place.ConnectAsync(cancellationToken);

    /// <summary>Closes the connection, unless it is an app's own.</summary>
    /// <inheritdoc path="/param"/>
    /// <inheritdoc path="/returns"/>
    public override Task DisconnectAsync(CancellationToken cancellationToken)
    {
        place.Disconnect();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task SaveAsync(StoredRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        return writer.StoreAsync(record, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SaveResult> SaveAsync(SaveRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return writer.SaveAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<SaveResult>> SaveManyAsync(IReadOnlyList<SaveRequest> requests, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return writer.SaveManyAsync(requests, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken) => reader.LoadAsync(key, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredRecord?>> LoadManyAsync(IReadOnlyList<RecordKey> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return reader.LoadManyAsync(keys, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<RecordInfo?> GetInfoAsync(RecordKey key, CancellationToken cancellationToken) => reader.GetInfoAsync(key, cancellationToken);

    /// <inheritdoc/>
    public Task<DeleteResult> DeleteAsync(DeleteRequest request, CancellationToken cancellationToken) => writer.DeleteAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ListedRecord>> ListAsync(ListRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return lister.ListAsync(request, cancellationToken);
    }

    /// <summary>Goes through all keys of the database, step by step; ends at half a million records, of which the answer then tells.</summary>
    /// <inheritdoc path="/param"/>
    /// <inheritdoc path="/returns"/>
    public Task<RecordCounts> CountAsync(CancellationToken cancellationToken) => counter.CountAsync(cancellationToken);

    /// <summary>Nothing to do: Redis removes expired records by itself.</summary>
    /// <inheritdoc path="/param"/>
    /// <returns>0.</returns>
    public Task<int> SweepAsync(CancellationToken cancellationToken) => Task.FromResult(0);

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellationToken) => place.ProbeAsync(cancellationToken);
}
