using System.Globalization;
using Npgsql;
using Toast.Faults.Tests.Support;
using Toast.Servers;
using static Toast.Faults.Tests.Support.Outage;

namespace Toast.Faults.Tests.Postgres;

/// <summary>What tests of faults on real PostgreSQL servers share. The servers keep their defaults: what they acknowledge is on their disk.</summary>
internal static class PostgresFaults
{
    private const string PreparedLock = "toast_records_lock";

    public static Task<PostgresServer> StartAsync(PostgresServerOptions? options = null) =>
        OrSkipAsync(() => PostgresServer.StartAsync((options ?? new PostgresServerOptions()) with { Password = Password }));

    public static PostgresServerOptions With(params (string Name, string Value)[] settings) =>
        new() { Settings = settings.ToDictionary(setting => setting.Name, setting => setting.Value) };

    /// <summary>The URL of a server by way of a proxy before it.</summary>
    public static string Url(PostgresServer server, TcpProxy proxy, string options = "") => string.Create(
        CultureInfo.InvariantCulture, $"postgresql://{server.User}:{server.Password}@{proxy.Host}:{proxy.Port}/postgres?{options}");

    public static IToast New(string url, Action<ToastBuilder>? more = null) => Engines.Patient(url, more);

    /// <summary>A role with the planted password and no rights of its own.</summary>
    public static async Task<string> CreateRoleAsync(PostgresServer server)
    {
        string role = "role_" + Guid.NewGuid().ToString("N");
        await server.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD '{Password}'");
        return role;
    }

    public static Task<long> CountAsync(PostgresServer server, string database = "postgres") =>
        server.QueryAsync<long>("SELECT count(*) FROM toast_records", database);

    public static Task<bool> HasTableAsync(PostgresServer server, string database = "postgres") =>
        server.QueryAsync<bool>("SELECT to_regclass('toast_records') IS NOT NULL", database);

    /// <summary>Keeps everybody else from the records until the result is disposed.</summary>
    public static async Task<IAsyncDisposable> LockRecordsAsync(PostgresServer server)
    {
        var connection = new NpgsqlConnection(server.ConnectionString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("BEGIN; LOCK TABLE toast_records IN ACCESS EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>
    /// Keeps everybody else from the records until <see cref="UnlockRecordsAsync"/>, also while and after the server is stopped: the lock belongs to a
    /// prepared transaction, which outlives sessions and restarts. Needs a server with <c>max_prepared_transactions</c>.
    /// </summary>
    public static Task LockRecordsPastStopAsync(PostgresServer server) =>
        server.ExecuteAsync($"BEGIN; LOCK TABLE toast_records IN ACCESS EXCLUSIVE MODE; PREPARE TRANSACTION '{PreparedLock}'");

    public static Task UnlockRecordsAsync(PostgresServer server) => server.ExecuteAsync($"ROLLBACK PREPARED '{PreparedLock}'");

    /// <summary>Waits until so many statements of Toast's wait for a lock.</summary>
    public static Task WaitingAsync(PostgresServer server, int count) => UntilAsync(async () => count <= await server.QueryAsync<long>(
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'Toast' AND wait_event_type = 'Lock'"));

    /// <summary>Ends all of Toast's connections, and waits until they have ended.</summary>
    public static async Task TerminateAsync(PostgresServer server)
    {
        await server.TerminateConnectionsAsync();
        await UntilAsync(async () => 0 == await ConnectionsAsync(server));
    }

    public static Task<long> ConnectionsAsync(PostgresServer server) =>
        server.QueryAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'Toast'");
}
