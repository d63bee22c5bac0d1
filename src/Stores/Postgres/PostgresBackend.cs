using Npgsql;

[assembly: Toast.StorageBackend("postgresql", typeof(Toast.Postgres.PostgresBackend))]
[assembly: Toast.StorageBackend("postgres", typeof(Toast.Postgres.PostgresBackend))]

namespace Toast.Postgres;

/// <summary>
/// Keeps records in a table of PostgreSQL, their data as JSONB: <c>postgresql://user:password@host/database</c>. A save is committed when its task ends.
/// See docs/stores/postgresql.md.
/// </summary>
/// <remarks>
/// The URL takes the options of libpq (<c>sslmode</c>, <c>sslrootcert</c>, <c>application_name</c>, <c>search_path</c>, <c>options</c>,
/// <c>target_session_attrs</c>, …) and <c>table</c> (default <c>toast_records</c>), <c>create=false</c> (leaves a missing table missing), <c>gin=true</c> (an
/// index over the data, when the table is made), <c>max_pool_size</c> (default 20), <c>prepare=false</c> (for poolers that do not keep sessions) and
/// <c>layout=pydantic-toast</c>. Safe for concurrent use.
/// </remarks>
public sealed class PostgresBackend
    : StorageBackend, ISupportsConditionalSave, ISupportsBatch, ISupportsWholeBatches, ISupportsDelete, ISupportsListing, ISupportsCounting, ISupportsInfo,
        ISupportsExpiry, ISupportsProbe
{
    private const int SweepRows = 1000;

    private readonly PostgresPlace place;
    private readonly RecordSql sql;
    private Writer? writer;
    private Reader? reader;

    /// <summary>Checks the URL; does no I/O.</summary>
    /// <param name="url">A <c>postgresql://</c> or <c>postgres://</c> URL.</param>
    /// <exception cref="StorageValidationException">
    /// The URL has an unknown option or value, or asks for the other layout, which <see cref="Open"/> gives (<see cref="ErrorCodes.InvalidConfiguration"/>).
    /// </exception>
    public PostgresBackend(StorageUrl url)
        : this(url, PostgresSettings.Read(url ?? throw new ArgumentNullException(nameof(url))), null)
    {
    }

    /// <summary>Uses connections of an app's own. The data source is never disposed here.</summary>
    /// <param name="dataSource">Where connections come from.</param>
    /// <param name="table">The table, alone or as <c>schema.table</c>: lower-case letters, digits and <c>_</c>, at most 48 each. Default: <c>toast_records</c>.</param>
    /// <param name="create">Whether a missing table is made. Default: true.</param>
    /// <exception cref="ArgumentException"><paramref name="table"/> is not the name of a table.</exception>
    public PostgresBackend(NpgsqlDataSource dataSource, string table = PostgresDefaults.Table, bool create = true)
        : this(PostgresUrl.Of(dataSource), PostgresPlace.SettingsOf(dataSource, table, create), dataSource)
    {
    }

    private PostgresBackend(StorageUrl url, PostgresSettings settings, NpgsqlDataSource? dataSource)
        : base(url)
    {
        if (settings.Layout != PostgresLayout.Toast)
        {
            throw PostgresUrl.Invalid(url, "it asks for another layout than this backend has", $"open it with {nameof(PostgresBackend)}.{nameof(Open)}");
        }

        place = new PostgresPlace(url, settings, dataSource, new RecordTable(settings.Table, settings.Gin));
        sql = ToastSql.For(settings.Table);
    }

    /// <inheritdoc/>
    public override long MaxRecordBytes => PostgresDefaults.MaxRecordBytes;

    /// <inheritdoc/>
    public int MaxConcurrentBatches => place.MaxConcurrentBatches;

    int ISupportsWholeBatches.MaxConcurrentWholeBatches => place.MaxConcurrentWholeBatches;

    /// <inheritdoc/>
    public TimeSpan? SweepInterval => PostgresDefaults.SweepInterval;

    /// <summary>The SQL that makes the table, for those who prepare databases themselves and set <c>create=false</c>.</summary>
    public string SchemaSql => place.SchemaSql;

    private Writer Writer => writer ?? throw PostgresPlace.NotConnected();

    private Reader Reader => reader ?? throw PostgresPlace.NotConnected();

    /// <summary>Makes the backend that a URL asks for: this one, or the one for the layout of pydantic-toast.</summary>
    /// <param name="url">A <c>postgresql://</c> or <c>postgres://</c> URL.</param>
    /// <returns>A backend that is not connected.</returns>
    /// <exception cref="StorageValidationException">The URL has an unknown option or value (<see cref="ErrorCodes.InvalidConfiguration"/>).</exception>
    public static StorageBackend Open(StorageUrl url)
    {
        ArgumentNullException.ThrowIfNull(url);
        PostgresSettings settings = PostgresSettings.Read(url);
        return settings.Layout == PostgresLayout.Toast ? new PostgresBackend(url, settings, null) : new PydanticToastBackend(url, settings);
    }

    /// <summary>Opens a first connection, and makes the table if it is missing, unless the URL says <c>create=false</c>.</summary>
    /// <inheritdoc path="/param"/>
    /// <inheritdoc path="/returns"/>
    public override async Task ConnectAsync(CancellationToken cancellationToken)
    {
        Connections connections = await place.ConnectAsync(cancellationToken).ConfigureAwait(false);
        writer = new Writer(sql, connections, recognisesRepeats: true);
        reader = new Reader(sql, connections);
    }

    /// <summary>Closes the connections, unless they are an app's own.</summary>
    /// <inheritdoc path="/param"/>
    /// <inheritdoc path="/returns"/>
    public override Task DisconnectAsync(CancellationToken cancellationToken)
    {
        (writer, reader) = (null, null);
        return place.DisconnectAsync();
    }

    /// <inheritdoc/>
    public override Task SaveAsync(StoredRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Writer.StoreAsync(record, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SaveResult> SaveAsync(SaveRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Writer.SaveAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<SaveResult>> SaveManyAsync(IReadOnlyList<SaveRequest> requests, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return Writer.SaveManyAsync(requests, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken) => Reader.LoadAsync(key, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredRecord?>> LoadManyAsync(IReadOnlyList<RecordKey> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return Reader.LoadManyAsync(keys, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<RecordInfo?> GetInfoAsync(RecordKey key, CancellationToken cancellationToken) => Reader.GetInfoAsync(key, cancellationToken);

    /// <inheritdoc/>
    public Task<DeleteResult> DeleteAsync(DeleteRequest request, CancellationToken cancellationToken) => Writer.DeleteAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ListedRecord>> ListAsync(ListRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Reader.ListAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<RecordCounts> CountAsync(CancellationToken cancellationToken) => Reader.CountAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        int removed = 0;
        int now;
        do
        {
            now = await Writer.SweepAsync(SweepRows, cancellationToken).ConfigureAwait(false);
            removed += now;
        }
        while (now == SweepRows);

        return removed;
    }

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellationToken) => Reader.ProbeAsync(cancellationToken);
}
