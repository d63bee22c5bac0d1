using Npgsql;

namespace Toast.Postgres;

/// <summary>One database and one table in it, whichever layout the table has: opens and closes the connections and looks after the table.</summary>
internal sealed class PostgresPlace(StorageUrl url, PostgresSettings settings, NpgsqlDataSource? given, IStoreTable table)
{
    private readonly Failures failures = new(url, settings.Connection?.SslMode > SslMode.Prefer, settings.Connection?.Host?.Contains(',', StringComparison.Ordinal) ?? false);
    private readonly Lock gate = new();
    private NpgsqlDataSource? dataSource;
    private volatile Connections? connections;

    public int MaxConcurrentBatches => Math.Min(PostgresDefaults.ConcurrentBatches, settings.MaxPoolSize);

    public int MaxConcurrentWholeBatches => Math.Min(PostgresDefaults.ConcurrentWholeBatches, settings.MaxPoolSize);

    public string SchemaSql => string.Join(";\n", table.Statements()) + ";\n";

    public Failures Failures => failures;

    /// <summary>The unique key of the table, once it is connected.</summary>
    public IReadOnlyList<string> Key { get; private set; } = [];

    public static InvalidOperationException NotConnected() => new($"Call {nameof(StorageBackend.ConnectAsync)} first.");

    /// <summary>The settings of a store on an app's own connections.</summary>
    public static PostgresSettings SettingsOf(NpgsqlDataSource dataSource, string table, bool create)
    {
        TableName name = TableName.TryParse(table ?? throw new ArgumentNullException(nameof(table)))
            ?? throw new ArgumentException("Write name or schema.name, in lower-case letters, digits and '_', at most 48 each.", nameof(table));
        var connection = new NpgsqlConnectionStringBuilder(dataSource.ConnectionString);
        return new PostgresSettings(null, name, create, false, PostgresLayout.Toast, connection.MaxPoolSize, Prepare: true);
    }

    /// <summary>
    /// Opens a first connection and looks after the table. Attempts may overlap, since one that its caller gave up ends when it ends: the first to succeed is
    /// kept and the others close what they opened, so that nobody loses connections that are in use.
    /// </summary>
    public async Task<Connections> ConnectAsync(CancellationToken cancellationToken)
    {
        if (connections is { } open)
        {
            await EnsureTableAsync(open, cancellationToken).ConfigureAwait(false);
            return open;
        }

        NpgsqlDataSource source = given ?? Build();
        var opened = new Connections(source, settings.MaxPoolSize, settings.Prepare, failures);
        Connections? kept = null;
        try
        {
            await EnsureTableAsync(opened, cancellationToken).ConfigureAwait(false);
            return kept = Keep(opened, source, cancellationToken);
        }
        finally
        {
            if (kept != opened)
            {
                opened.Dispose();
                await CloseAsync(source).ConfigureAwait(false);
            }
        }
    }

    public async Task DisconnectAsync()
    {
        NpgsqlDataSource? source;
        lock (gate)
        {
            source = dataSource;
            (connections, dataSource) = (null, null);
        }

        if (source is not null)
        {
            await CloseAsync(source).ConfigureAwait(false);
        }
    }

    private async Task EnsureTableAsync(Connections with, CancellationToken cancellationToken)
    {
        var schema = new SchemaOpener(table, settings.Create, failures);
        await with.RunAsync(schema.EnsureAsync, cancellationToken).ConfigureAwait(false);
        Key = schema.Key;
    }

    private Connections Keep(Connections opened, NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (connections is null)
            {
                (connections, dataSource) = (opened, source);
            }

            return connections;
        }
    }

    /// <summary>Closes what was made here; an app's own data source stays open.</summary>
    private ValueTask CloseAsync(NpgsqlDataSource source) => source == given ? ValueTask.CompletedTask : source.DisposeAsync();

    private NpgsqlDataSource Build()
    {
        try
        {
            var builder = new NpgsqlSlimDataSourceBuilder(settings.Connection!.ConnectionString);
            builder.EnableArrays();
            builder.EnableTransportSecurity();
            builder.EnableJsonTypes();
            return builder.Build();
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw PostgresUrl.Invalid(url, "its options contradict each other", "leave out the ones that do not belong together");
        }
    }
}
