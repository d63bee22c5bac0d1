using Npgsql;
using Toast.Postgres;

namespace Toast.Grains.AdoNet;

/// <summary>Compares what stands in a database with what the parts need. Needs no right but to read the catalogue and <c>OrleansQuery</c>.</summary>
internal sealed class SchemaCheck(NpgsqlConnection connection, OrleansPostgresParts parts)
{
    /// <summary>What is wrong with a table that cannot be mended by making what is missing.</summary>
    public List<string> Unfit { get; } = [];

    /// <summary>What is not there, or not as it should be, and can be made.</summary>
    public List<string> Missing { get; } = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        bool hasQueries = false;
        foreach (OrleansTable table in OrleansSchema.TablesOf(parts))
        {
            var catalogue = new TableCatalogue(connection, table.Name);
            Dictionary<string, string> columns = await catalogue.ReadColumnsAsync(cancellationToken).ConfigureAwait(false);
            if (columns.Count == 0)
            {
                Missing.Add($"table {table.Name}");
                continue;
            }

            hasQueries |= table.Columns.ContainsKey("querytext");
            Unfit.AddRange(table.Columns.SelectMany(column => ProblemsOf(table, column.Key, column.Value, columns)));
            if (!(await catalogue.ReadKeysAsync(forEveryRow: true, cancellationToken).ConfigureAwait(false)).Exists(key => key.ToHashSet().SetEquals(table.Key)))
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
}
