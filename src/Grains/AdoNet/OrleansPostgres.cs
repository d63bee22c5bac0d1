using System.Text;
using Npgsql;
using Toast.Grains.AdoNet;

namespace Toast.Grains;

/// <summary>
/// The tables and statements that Orleans' ADO.NET providers need in PostgreSQL 15 or later. All members may be called from any number of processes at once,
/// also while silos run. See docs/cluster/adonet.md.
/// </summary>
public static class OrleansPostgres
{
    /// <summary>The name under which Orleans' options know PostgreSQL: the value for <c>Invariant</c>.</summary>
    public const string Invariant = "Npgsql";

    /// <summary>Makes what is missing, in one transaction; does nothing where all is there. Other processes doing the same are waited for.</summary>
    /// <param name="connectionString">A connection string of Npgsql, or a <c>postgresql://</c> URL.</param>
    /// <param name="parts">What is needed.</param>
    /// <param name="cancellationToken">Stops the set-up; the database is then as before.</param>
    /// <returns>A task that ends when everything is there.</returns>
    /// <exception cref="ExternalStorageException">
    /// The database cannot be reached (<see cref="StorageConnectionException"/>), lets this role not create tables (<see cref="ErrorCodes.AccessDenied"/>), or
    /// holds something else under these names, or doubles in a table that earlier statements filled (<see cref="ErrorCodes.StoreIncompatible"/>).
    /// </exception>
    public static async Task SetUpAsync(
        string connectionString, OrleansPostgresParts parts = OrleansPostgresParts.All, CancellationToken cancellationToken = default)
    {
        NpgsqlDataSource dataSource = NpgsqlDataSource.Create(OrleansConnectionString.Of(connectionString));
        await using (dataSource.ConfigureAwait(false))
        {
            await SetUpAsync(dataSource, parts, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc cref="SetUpAsync(string, OrleansPostgresParts, CancellationToken)"/>
    /// <param name="dataSource">Where connections come from; it is not disposed here.</param>
    /// <param name="parts">What is needed.</param>
    /// <param name="cancellationToken">Stops the set-up; the database is then as before.</param>
    public static Task SetUpAsync(
        NpgsqlDataSource dataSource, OrleansPostgresParts parts = OrleansPostgresParts.All, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return new SchemaSetup(dataSource, parts).SetUpAsync(cancellationToken);
    }

    /// <summary>Only looks whether everything is there, and changes nothing. Needs no right but to read.</summary>
    /// <param name="connectionString">A connection string of Npgsql, or a <c>postgresql://</c> URL.</param>
    /// <param name="parts">What is needed.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>A task that ends when everything was found.</returns>
    /// <exception cref="StorageConnectionException">Something is missing (<see cref="ErrorCodes.StoreMissing"/>), or the database cannot be reached.</exception>
    /// <exception cref="StorageValidationException">A table has another shape (<see cref="ErrorCodes.StoreIncompatible"/>).</exception>
    public static async Task VerifyAsync(
        string connectionString, OrleansPostgresParts parts = OrleansPostgresParts.All, CancellationToken cancellationToken = default)
    {
        NpgsqlDataSource dataSource = NpgsqlDataSource.Create(OrleansConnectionString.Of(connectionString));
        await using (dataSource.ConfigureAwait(false))
        {
            await VerifyAsync(dataSource, parts, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc cref="VerifyAsync(string, OrleansPostgresParts, CancellationToken)"/>
    /// <param name="dataSource">Where connections come from; it is not disposed here.</param>
    /// <param name="parts">What is needed.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    public static Task VerifyAsync(
        NpgsqlDataSource dataSource, OrleansPostgresParts parts = OrleansPostgresParts.All, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return new SchemaSetup(dataSource, parts).VerifyAsync(cancellationToken);
    }

    /// <summary>The SQL of the set-up, for those who prepare databases themselves. It may be run again and again.</summary>
    /// <param name="parts">What is needed.</param>
    /// <returns>A script for psql.</returns>
    public static string Sql(OrleansPostgresParts parts = OrleansPostgresParts.All)
    {
        var script = new StringBuilder("BEGIN;\n").Append(SchemaSetup.LockSql).Append(";\n");
        foreach (string statement in OrleansSchema.StatementsOf(parts))
        {
            script.Append(statement).Append(";\n");
        }

        return script.Append("COMMIT;\n").ToString();
    }

    /// <summary>Makes the connection string for Orleans' options of a <c>postgresql://</c> URL, as Toast's stores take it.</summary>
    /// <param name="url">The URL; <c>${NAME}</c> stands for an environment variable.</param>
    /// <returns>A connection string of Npgsql. It holds the password.</returns>
    /// <exception cref="StorageValidationException">The text is not such a URL (<see cref="ErrorCodes.InvalidConfiguration"/>).</exception>
    public static string ConnectionString(string url) => OrleansConnectionString.Of(url);
}
