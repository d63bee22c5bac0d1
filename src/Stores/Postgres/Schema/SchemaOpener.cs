using Npgsql;
using NpgsqlTypes;

namespace Toast.Postgres;

/// <summary>
/// Looks at the table and makes it where it is missing. Looking needs no right but to read the catalogue; making happens once, under an advisory lock
/// for which others wait, so that any number of processes may start on an empty database at the same time.
/// </summary>
internal sealed class SchemaOpener(IStoreTable table, bool create, Failures failures)
{
    /// <summary>Any number, the same in every process: "toast" in ASCII.</summary>
    private const long LockId = 0x746F617374;

    private const string ColumnsSql = """
        SELECT a.attname, t.typname
        FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        WHERE a.attrelid = pg_catalog.to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped
        """;

    private const string KeysSql = """
        SELECT (SELECT array_agg(a.attname::text)
                FROM pg_catalog.pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1]))
        FROM pg_catalog.pg_index i
        WHERE i.indrelid = pg_catalog.to_regclass($1) AND i.indisunique AND i.indisvalid AND i.indimmediate AND i.indpred IS NULL AND i.indexprs IS NULL
        """;

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
        Dictionary<string, string> found = await ReadColumnsAsync(connection, cancellationToken).ConfigureAwait(false);
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

        List<string[]> keys = await ReadKeysAsync(connection, cancellationToken).ConfigureAwait(false);
        Key = table.Keys.FirstOrDefault(key => keys.Exists(columns => columns.ToHashSet().SetEquals(key)))
            ?? throw failures.Incompatible(
                $"its table {table.Name} has no unique key on ({string.Join(") or (", table.Keys.Select(key => string.Join(", ", key)))})",
                "add one, or name another table with ?table=");
        return true;
    }

    private async Task<Dictionary<string, string>> ReadColumnsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        using NpgsqlCommand command = AboutTable(connection, ColumnsSql);
        NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                columns[reader.GetString(0)] = reader.GetString(1);
            }
        }

        return columns;
    }

    private async Task<List<string[]>> ReadKeysAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var keys = new List<string[]>();
        using NpgsqlCommand command = AboutTable(connection, KeysSql);
        NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                keys.Add(reader.GetFieldValue<string[]>(0));
            }
        }

        return keys;
    }

    private NpgsqlCommand AboutTable(NpgsqlConnection connection, string sql)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = table.Name.Quoted, NpgsqlDbType = NpgsqlDbType.Text });
        return command;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // The only thing that is not constant is the name of the table, which holds letters, digits and underscores.
        using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
