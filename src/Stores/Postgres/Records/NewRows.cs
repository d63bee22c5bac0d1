using Npgsql;

namespace Toast.Postgres;

/// <summary>
/// Inserts records that can be new only, all in one plain statement: without a rule for rows that are there, and without an answer for each row, the server
/// has about a third less to do.
/// </summary>
/// <param name="sql">The statement for any of them.</param>
/// <param name="alike">The statement for those that differ in ids and data only, as most do.</param>
/// <param name="connections">Where they run.</param>
internal sealed class NewRows(string sql, string alike, Connections connections)
{
    /// <summary>Fewer gain nothing.</summary>
    private const int Fewest = 8;

    /// <summary>True if no write with these ids was sent before.</summary>
    public static bool Take(IReadOnlyList<SaveRequest> requests)
    {
        for (int i = 0; i < requests.Count; i++)
        {
            if (requests[i] is not { IsNewId: true, IsRepeat: false, Condition.Kind: SaveConditionKind.Any or SaveConditionKind.Missing })
            {
                return false;
            }
        }

        return requests.Count >= Fewest;
    }

    /// <summary>Inserts all, or none if one is there after all, as when an answer was lost: null then.</summary>
    public async Task<SaveResult[]?> TryInsertAsync(IReadOnlyList<SaveRequest> requests, CancellationToken cancellationToken)
    {
        using var batch = new NpgsqlBatch { BatchCommands = { SaveCommand.OfAlike(alike, requests) ?? SaveCommand.OfStreamed(sql, requests) } };
        DateTimeOffset time;
        try
        {
            time = await connections.RunAsync(batch, null, Use.Write, ReadTimeAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (ExternalStorageException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return null;
        }

        var results = new SaveResult[requests.Count];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = new SaveResult(SaveStatus.Saved, requests[i].Increment, time, time, SaveCommand.ExpiryOf(requests[i], time));
        }

        return results;
    }

    private static async ValueTask<DateTimeOffset> ReadTimeAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return RecordHead.Time(reader, 0);
    }
}
