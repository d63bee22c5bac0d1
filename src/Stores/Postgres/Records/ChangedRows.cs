using Npgsql;

namespace Toast.Postgres;

/// <summary>
/// Replaces records whose versions are known, all in one statement: with less to send, to look at and to answer for each row than where every condition may
/// occur. What it leaves is for the other statements.
/// </summary>
internal sealed class ChangedRows(string sql, Connections connections)
{
    /// <summary>Fewer gain nothing.</summary>
    private const int Fewest = 8;

    /// <summary>True if each write replaces one version, known with the time it was created, and all are of one class and build.</summary>
    public static bool Take(IReadOnlyList<SaveRequest> requests)
    {
        SaveRequest first = requests[0];
        for (int i = 0; i < requests.Count; i++)
        {
            SaveRequest request = requests[i];
            if (request is not { IsRepeat: false, Increment: 1, TimeToLive: null, Condition: { Kind: SaveConditionKind.VersionIs, Created: not null } }
                || request.WriteId == Guid.Empty || request.SchemaVersion != first.SchemaVersion || request.Key.ClassName != first.Key.ClassName)
            {
                return false;
            }
        }

        return requests.Count >= Fewest;
    }

    /// <summary>Replaces those that are as they should be.</summary>
    /// <returns>When each was written, null for one that was not; null as a whole if data has to be escaped, so that nothing was done.</returns>
    public async Task<DateTimeOffset?[]?> TryUpdateAsync(SaveRequest[] requests, CancellationToken cancellationToken)
    {
        if (SaveCommand.OfChanged(sql, requests) is not { } command)
        {
            return null;
        }

        using var batch = new NpgsqlBatch { BatchCommands = { command } };
        return await connections.RunAsync(
            batch, null, Use.Write, (reader, token) => ReadTimesAsync(reader, requests.Length, token), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The answer to a write that was done.</summary>
    public static SaveResult Written(SaveRequest request, DateTimeOffset time) =>
        new(SaveStatus.Saved, request.Condition.Version + 1, request.Condition.Created!.Value, time);

    private static async ValueTask<DateTimeOffset?[]?> ReadTimesAsync(NpgsqlDataReader reader, int count, CancellationToken cancellationToken)
    {
        var times = new DateTimeOffset?[count];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            times[reader.GetInt32(0)] = RecordHead.Time(reader, 1);
        }

        return times;
    }
}
