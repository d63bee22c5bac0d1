using Npgsql;
using NpgsqlTypes;

namespace Toast.Grains.AdoNet;

/// <summary>Compares what stands in a database with what the parts need. Needs no right but to read the catalogue and <c>OrleansQuery</c>.</summary>
internal sealed class SchemaCheck(NpgsqlConnection connection, OrleansPostgresParts parts)
{
    private const string ColumnsSql = """
        SELECT a.attname, t.typname
        FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        WHERE a.attrelid = pg_catalog.to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped
        """;

    /// <summary>The unique keys that hold for every row; where a column may be null, only those in which nulls are equal.</summary>
    private const string KeysSql = """
        SELECT (SELECT array_agg(a.attname::text)
                FROM pg_catalog.pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1]))
        FROM pg_catalog.pg_index i
        WHERE i.indrelid = pg_catalog.to_regclass($1) AND i.indisunique AND i.indisvalid AND i.indimmediate AND i.indpred IS NULL AND i.indexprs IS NULL
          AND (i.indnullsnotdistinct OR NOT EXISTS (
            SELECT 1 FROM pg_catalog.pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::int2[]) AND NOT a.attnotnull))
        """;

    /// <summary>What is wrong with a table that cannot be mended by making what is missing.</summary>
    public List<string> Unfit { get; } = [];

    /// <summary>What is not there, or not as it should be, and can be made.</summary>
    public List<string> Missing { get; } = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        bool hasQueries = false;
        foreach (OrleansTable table in OrleansSchema.TablesOf(parts))
        {
            Dictionary<string, string> columns = await ReadColumnsAsync(table, cancellationToken).ConfigureAwait(false);
            if (columns.Count == 0)
            {
                Missing.Add($"table {table.Name}");
                continue;
            }

            hasQueries |= table.Columns.ContainsKey("querytext");
            Unfit.AddRange(table.Columns.SelectMany(column => ProblemsOf(table, column.Key, column.Value, columns)));
            if (!(await ReadKeysAsync(table, cancellationToken).ConfigureAwait(false)).Exists(key => key.ToHashSet().SetEquals(table.Key)))
            {
                Missing.Add($"a unique key on {table.Name} ({string.Join(", ", table.Key)})");
            }
        }

        if (hasQueries)
        {
            await CheckQueriesAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static IEnumerable<string> ProblemsOf(OrleansTable table, string column, string[] types, Dictionary<string, string> found)
    {
        if (!found.TryGetValue(column, out string? type))
        {
            yield return $"table {table.Name} has no column {column}";
        }
        else if (!types.Contains(type))
        {
            yield return $"column {column} of table {table.Name} is of type {HostileText.Show(type)} instead of {string.Join(" or ", types)}";
        }
    }

    private async Task CheckQueriesAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        using var command = new NpgsqlCommand("SELECT QueryKey, QueryText FROM OrleansQuery", connection);
        NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                found[reader.GetString(0)] = reader.GetString(1);
            }
        }

        foreach ((string key, string text) in OrleansSchema.QueriesOf(parts))
        {
            if (!found.TryGetValue(key, out string? stored))
            {
                Missing.Add($"statement {key}");
            }
            else if (stored.Trim() != text)
            {
                Missing.Add($"statement {key} as Toast writes it");
            }
        }
    }

    private async Task<Dictionary<string, string>> ReadColumnsAsync(OrleansTable table, CancellationToken cancellationToken)
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        using NpgsqlCommand command = AboutTable(table, ColumnsSql);
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

    private async Task<List<string[]>> ReadKeysAsync(OrleansTable table, CancellationToken cancellationToken)
    {
        var keys = new List<string[]>();
        using NpgsqlCommand command = AboutTable(table, KeysSql);
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

    private NpgsqlCommand AboutTable(OrleansTable table, string sql)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = table.Name, NpgsqlDbType = NpgsqlDbType.Text });
        return command;
    }
}
