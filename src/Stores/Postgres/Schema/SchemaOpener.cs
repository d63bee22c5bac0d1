using Npgsql;

namespace Toast.Postgres;

/// <summary>
/// Looks at the table and makes it where it is missing. Looking needs no right but to read the catalogue; making happens once, under an advisory lock
/// for which others wait, so that any number of processes may start on an empty database at the same time.
/// </summary>
internal sealed class SchemaOpener(IStoreTable table, bool create, Failures failures)
{
    /// <summary>Any number, the same in every process: "toast" in ASCII.</summary>
    private const long LockId = 0x746F617374;

    /// <summary>The unique key that the table was found to have.</summary>
    public IReadOnlyList<string> Key { get; private set; } = [];

    public async Task EnsureAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await ExistsAsync(connection, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        if (!create)
        {
            throw failures.Missing($"its table {table.Name} does not exist, and the URL says create=false");
        }

        await CreateAsync(connection, cancellationToken).ConfigureAwait(false);
        if (!await ExistsAsync(connection, cancellationToken).ConfigureAwait(false))
        {
            throw failures.Missing($"its table {table.Name} was made and is not found by the search path");
        }
    }

    private async Task CreateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await RunAsync(connection, $"SELECT pg_catalog.pg_advisory_xact_lock({LockId})", cancellationToken).ConfigureAwait(false);
            if (!await ExistsAsync(connection, cancellationToken).ConfigureAwait(false))
            {
                foreach (string statement in table.Statements())
                {
                    await RunAsync(connection, statement, cancellationToken).ConfigureAwait(false);
                }
            }

            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> ExistsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var catalogue = new TableCatalogue(connection, table.Name.Quoted);
        Dictionary<string, string> found = await catalogue.ReadColumnsAsync(cancellationToken).ConfigureAwait(false);
        if (found.Count == 0)
        {
            return false;
        }

        foreach ((string name, string type) in table.Columns)
        {
            if (!found.TryGetValue(name, out string? actual))
            {
                throw failures.Incompatible($"its table {table.Name} has no column {name}", "name another table with ?table=, or add the column");
            }

            if (actual != type && !(type == "text" && actual == "varchar"))
            {
                throw failures.Incompatible(
                    $"column {name} of its table {table.Name} is of type {HostileText.Show(actual)} instead of {type}", "name another table with ?table=");
            }
        }

        List<string[]> keys = await catalogue.ReadKeysAsync(forEveryRow: false, cancellationToken).ConfigureAwait(false);
        Key = table.Keys.FirstOrDefault(key => keys.Exists(columns => columns.ToHashSet().SetEquals(key)))
            ?? throw failures.Incompatible(
                $"its table {table.Name} has no unique key on ({string.Join(") or (", table.Keys.Select(key => string.Join(", ", key)))})",
                "add one, or name another table with ?table=");
        return true;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // The only thing that is not constant is the name of the table, which holds letters, digits and underscores.
        using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
