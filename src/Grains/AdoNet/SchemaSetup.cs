using Npgsql;
using Toast.Postgres;

namespace Toast.Grains.AdoNet;

/// <summary>Makes what is missing, once, under an advisory lock for which others wait: any number of processes may start on an empty database at once.</summary>
internal sealed class SchemaSetup(NpgsqlDataSource dataSource, OrleansPostgresParts parts)
{
    /// <summary>Waits for other set-ups. The number may be any, the same in every process: "orleans" in ASCII.</summary>
    public const string LockSql = "SELECT pg_catalog.pg_advisory_xact_lock(x'6F726C65616E73'::bigint)";

    /// <summary>The first version that knows unique keys in which nulls are equal.</summary>
    private static readonly Version OldestServer = new(15, 0);

    private readonly StorageUrl place = PostgresUrl.Of(dataSource);

    public Task SetUpAsync(CancellationToken cancellationToken) => RunAsync(
        async (connection, token) =>
        {
            if (await LacksAsync(connection, token).ConfigureAwait(false) is not null)
            {
                await CreateAsync(connection, token).ConfigureAwait(false);
            }
        },
        cancellationToken);

    public Task VerifyAsync(CancellationToken cancellationToken) => RunAsync(
        async (connection, token) =>
        {
            if (await LacksAsync(connection, token).ConfigureAwait(false) is { } missing)
            {
                throw new StorageConnectionException(
                    ErrorCodes.StoreMissing,
                    $"The database {place} is not ready for Orleans: it lacks {missing}. Run the set-up, or the SQL that {nameof(OrleansPostgres)}."
                    + $"{nameof(OrleansPostgres.Sql)} gives, as a role that may create tables; a search_path that leads elsewhere has the same effect.")
                {
                    Store = place.ToString(),
                };
            }
        },
        cancellationToken);

    private async Task RunAsync(Func<NpgsqlConnection, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                if (connection.PostgreSqlVersion < OldestServer)
                {
                    throw Incompatible($"it runs PostgreSQL {connection.PostgreSqlVersion}, and {OldestServer.Major} is the oldest that will do", "upgrade the server");
                }

                await work(connection, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException and not OutOfMemoryException and not ExternalStorageException)
        {
            throw new Failures(place, asksForTls: false, severalHosts: place.Hosts.Count > 1).From(e, null, sent: false);
        }
    }

    private async Task CreateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await ExecuteAsync(connection, LockSql, cancellationToken).ConfigureAwait(false);

            // Whoever held the lock before may have done it all.
            if (await LacksAsync(connection, cancellationToken).ConfigureAwait(false) is not null)
            {
                foreach (string statement in OrleansSchema.StatementsOf(parts))
                {
                    await CreateOneAsync(connection, statement, cancellationToken).ConfigureAwait(false);
                }

                if (await LacksAsync(connection, cancellationToken).ConfigureAwait(false) is { } missing)
                {
                    throw Incompatible($"after the set-up it still lacks {missing}", "look at what stands under these names; an index may have its name taken");
                }
            }

            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CreateOneAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(connection, statement, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw Incompatible(
                "a table has several rows for one key, as earlier statements allowed, so that it can have no unique key",
                "keep the newest of each and delete the others");
        }
    }

    /// <summary>What is missing, or null.</summary>
    private async Task<string?> LacksAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var check = new SchemaCheck(connection, parts);
        await check.RunAsync(cancellationToken).ConfigureAwait(false);
        return check.Unfit.Count > 0 ? throw Incompatible(string.Join("; ", check.Unfit), "move the table out of the way, or use another schema by search_path")
            : check.Missing.Count > 0 ? string.Join(", ", check.Missing)
            : null;
    }

    private StorageValidationException Incompatible(string problem, string remedy) => new(
        ErrorCodes.StoreIncompatible, $"The database {place} cannot be used for Orleans and was left as it is: {problem}. To fix it, {remedy}.")
    {
        Store = place.ToString(),
    };

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Nothing comes from outside.
        using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100

        // Waiting for another process that sets up, and an index over a large table, take the time they take.
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
