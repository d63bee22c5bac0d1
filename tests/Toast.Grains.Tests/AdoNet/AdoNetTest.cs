using Npgsql;
using Toast.Servers;

namespace Toast.Grains.Tests.AdoNet;

/// <summary>An empty database of its own on the shared server.</summary>
public abstract class AdoNetTest : IAsyncLifetime
{
    private readonly List<IDisposable> kept = [];
    private string server = "";

    protected string Database { get; } = "o_" + Guid.NewGuid().ToString("N");

    /// <summary>The URL of the database.</summary>
    protected string Url { get; private set; } = "";

    protected string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync()
    {
        try
        {
            server = await SharedServers.PostgresUrlAsync();
        }
        catch (ServerUnavailableException absent)
        {
            Skip.If(true, absent.Message);
        }

        Url = server[..(server.LastIndexOf('/') + 1)] + Database;
        ConnectionString = OrleansPostgres.ConnectionString(Url);
        await ExecuteAsync($"CREATE DATABASE {Database}", OrleansPostgres.ConnectionString(server));
        await PrepareAsync();
    }

    public async Task DisposeAsync()
    {
        await CleanAsync();
        kept.ForEach(each => each.Dispose());
        if (server.Length > 0)
        {
            await ExecuteAsync($"DROP DATABASE IF EXISTS {Database} WITH (FORCE)", OrleansPostgres.ConnectionString(server));
        }
    }

    protected virtual Task PrepareAsync() => Task.CompletedTask;

    protected virtual Task CleanAsync() => Task.CompletedTask;

    /// <summary>Disposes something when the test ends.</summary>
    protected T Keep<T>(T disposable)
        where T : IDisposable
    {
        kept.Add(disposable);
        return disposable;
    }

    protected Task ExecuteAsync(string sql) => ExecuteAsync(sql, ConnectionString);

    protected async Task<T> QueryAsync<T>(string sql)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(ConnectionString);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    protected Task<long> CountTablesAsync() => QueryAsync<long>("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'");

    private static async Task ExecuteAsync(string sql, string connectionString)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
