using Microsoft.Extensions.DependencyInjection;
using Toast.Grains;
using Toast.Grains.AdoNet;

#pragma warning disable IDE0130 // Registration stands in the namespace that silos already import.
namespace Orleans.Hosting;
#pragma warning restore IDE0130

/// <summary>Prepares PostgreSQL for Orleans' ADO.NET providers when a silo starts. See docs/cluster/adonet.md.</summary>
public static class OrleansPostgresSiloBuilderExtensions
{
    /// <summary>
    /// Makes the tables and statements that are missing before the silo uses them, or only verifies that they are there. Where that fails, the silo does not
    /// start. The providers themselves are registered as always (<c>UseAdoNetClustering</c> and so on), with <see cref="OrleansPostgres.Invariant"/>.
    /// </summary>
    /// <param name="builder">The silo.</param>
    /// <param name="connectionString">A connection string of Npgsql, or a <c>postgresql://</c> URL.</param>
    /// <param name="parts">What the silo needs.</param>
    /// <param name="verifyOnly">True to change nothing in the database: for roles that may not create tables.</param>
    /// <returns>The silo.</returns>
    /// <exception cref="Toast.StorageValidationException">The text is no connection string; the message does not quote it.</exception>
    public static ISiloBuilder SetUpOrleansPostgres(
        this ISiloBuilder builder, string connectionString, OrleansPostgresParts parts = OrleansPostgresParts.All, bool verifyOnly = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        string checkedString = OrleansConnectionString.Of(connectionString);
        builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new OrleansPostgresStart(checkedString, parts, verifyOnly));
        return builder;
    }
}
