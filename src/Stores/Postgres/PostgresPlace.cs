using Npgsql;

namespace Toast.Postgres;

/// <summary>One database and one table in it, whichever layout the table has: opens and closes the connections and looks after the table.</summary>
internal sealed class PostgresPlace(StorageUrl url, PostgresSettings settings, NpgsqlDataSource? given, IStoreTable table)
{
    private readonly Failures failures = new(url, settings.Connection?.SslMode > SslMode.Prefer, settings.Connection?.Host?.Contains(',', StringComparison.Ordinal) ?? false);
    private NpgsqlDataSource? dataSource;
    private Connections? connections;

    public int MaxConcurrentBatches => Math.Min(PostgresDefaults.ConcurrentBatches, settings.MaxPoolSize);

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
        return new PostgresSettings(null, name, create, false, PostgresLayout.Toast, connection.MaxPoolSize, Prepare: connection.MaxAutoPrepare == 0);
    }

    public async Task<Connections> ConnectAsync(CancellationToken cancellationToken)
    {
        NpgsqlDataSource source = given ?? dataSource ?? Build();
        var opened = new Connections(source, settings.MaxPoolSize, prepare: given is not null && settings.Prepare, failures);
        try
        {
            var schema = new SchemaOpener(table, settings.Create, failures);
            await opened.RunAsync(schema.EnsureAsync, cancellationToken).ConfigureAwait(false);
            Key = schema.Key;
        }
        catch
        {
            opened.Dispose();
            if (given is null && dataSource is null)
            {
                await source.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }

        dataSource = given is null ? source : null;
        connections?.Dispose();
        return connections = opened;
    }

    public async Task DisconnectAsync()
    {
        if (dataSource is { } made)
        {
            dataSource = null;
            await made.DisposeAsync().ConfigureAwait(false);
        }
    }

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
