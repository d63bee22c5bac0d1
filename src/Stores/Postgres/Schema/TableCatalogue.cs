using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;

namespace Toast.Postgres;

/// <summary>What a database tells of one table. Needs no right but to read the catalogue.</summary>
/// <param name="connection">An open connection.</param>
/// <param name="table">The name of the table, quoted where it has to be; found by the search path.</param>
internal sealed class TableCatalogue(NpgsqlConnection connection, string table)
{
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

    /// <summary>Where a column may be null, only keys in which nulls are equal, which there are from version 15 on: before, the row has no such column.</summary>
    private const string ForEveryRowSql = """

          AND (pg_catalog.to_jsonb(i) ->> 'indnullsnotdistinct' = 'true' OR NOT EXISTS (
            SELECT 1 FROM pg_catalog.pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::int2[]) AND NOT a.attnotnull))
        """;

    /// <summary>The types of the columns by their names; empty if there is no such table.</summary>
    public async Task<Dictionary<string, string>> ReadColumnsAsync(CancellationToken cancellationToken)
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (NpgsqlDataReader row in ReadAsync(ColumnsSql, cancellationToken).ConfigureAwait(false))
        {
            columns[row.GetString(0)] = row.GetString(1);
        }

        return columns;
    }

    /// <summary>The columns of each unique key.</summary>
    /// <param name="forEveryRow">Leaves out those that rows with a null evade.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task<List<string[]>> ReadKeysAsync(bool forEveryRow, CancellationToken cancellationToken)
    {
        var keys = new List<string[]>();
        await foreach (NpgsqlDataReader row in ReadAsync(forEveryRow ? KeysSql + ForEveryRowSql : KeysSql, cancellationToken).ConfigureAwait(false))
        {
            keys.Add(row.GetFieldValue<string[]>(0));
        }

        return keys;
    }

    private async IAsyncEnumerable<NpgsqlDataReader> ReadAsync(string sql, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = table, NpgsqlDbType = NpgsqlDbType.Text });
        NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return reader;
            }
        }
    }
}
