using Npgsql;
using NpgsqlTypes;

namespace Toast.Postgres;

/// <summary>Writes records: one statement for each kind of condition, all of them in one round trip.</summary>
/// <param name="sql">The statements of the layout.</param>
/// <param name="connections">Where they run.</param>
/// <param name="recognisesRepeats">
/// Whether a write can be sent again after a connection was lost. Where it cannot, and for deletes, the connection is tried out first, so that one that
/// died in the pool is nobody's trouble.
/// </param>
internal sealed class Writer(RecordSql sql, Connections connections, bool recognisesRepeats)
{
    /// <summary>How often a write is tried that meets another state each time it looks.</summary>
    private const int MaxRounds = 8;

    private readonly NewRows? newRows = sql is { InsertNew: { } insert, InsertAlike: { } insertAlike } ? new NewRows(insert, insertAlike, connections) : null;
    private readonly ChangedRows? changedRows = sql.UpdateKnown is null ? null : new ChangedRows(sql.UpdateKnown, connections);
    private readonly Use saves = recognisesRepeats ? Use.Write : Use.WriteOnce;

    public async Task<SaveResult> SaveAsync(SaveRequest request, CancellationToken cancellationToken)
    {
        SaveRequest[] one = [request];
        for (int round = 0; round < MaxRounds; round++)
        {
            using NpgsqlBatch batch = BatchOf(new RequestGroups(one));
            RecordHead? written = await connections.RunAsync(batch, request.Key, saves, ReadOneAsync, cancellationToken).ConfigureAwait(false);
            if (written is { } head)
            {
                return head.ToSaved();
            }

            IReadOnlyDictionary<RecordKey, FoundRecord> found = await LookUpAsync([request.Key], cancellationToken).ConfigureAwait(false);
            if (Decide(found, request) is { } result)
            {
                return result.Error is null ? result : throw result.Error;
            }
        }

        throw connections.Failures.Contended(request.Key);
    }

    public async Task<IReadOnlyList<SaveResult>> SaveManyAsync(IReadOnlyList<SaveRequest> requests, CancellationToken cancellationToken)
    {
        if (newRows is not null && NewRows.Take(requests) && await newRows.TryInsertAsync(requests, cancellationToken).ConfigureAwait(false) is { } inserted)
        {
            return inserted;
        }

        var results = new SaveResult[requests.Count];
        var open = new OpenRequests(requests);
        try
        {
            if (changedRows is not null && ChangedRows.Take(requests))
            {
                await TryChangesAsync(changedRows, open, results, cancellationToken).ConfigureAwait(false);
            }

            for (int round = 0; round < MaxRounds && open.Count > 0; round++)
            {
                await TryManyAsync(open, results, cancellationToken).ConfigureAwait(false);
            }

            open.Close(request => SaveResult.Failed(connections.Failures.Contended(request.Key)), results);
        }
        catch (ExternalStorageException failure) when (!recognisesRepeats && open.Count < requests.Count)
        {
            // What was done stays acknowledged; all of it would be done twice if the batch was repeated.
            open.Close(_ => SaveResult.Failed(failure), results);
        }
        catch (StorageConnectionException failure) when (!failure.OutcomeUnknown && open.Count < requests.Count)
        {
            // What just failed was not done, but for all of them together that is not true: some are written.
            throw connections.Failures.PartlyDone(failure);
        }
        catch (ExternalStorageException failure) when (MeetsAllAlike(failure) && open.Count < requests.Count)
        {
            open.Close(_ => SaveResult.Failed(failure), results);
        }

        return results;
    }

    /// <summary>Stores a record as it is.</summary>
    public async Task StoreAsync(StoredRecord record, CancellationToken cancellationToken)
    {
        bool escaped = JsonbText.TryEscape(record.Data, out ReadOnlyMemory<byte> data);
        using var batch = new NpgsqlBatch();
        var command = new NpgsqlBatchCommand(sql.Store);
        command.AddKey(record.Key);
        command.Add(NpgsqlDbType.Integer, record.SchemaVersion);
        command.Add(NpgsqlDbType.Bigint, record.Version);
        command.Add(NpgsqlDbType.TimestampTz, record.Created.UtcDateTime);
        command.Add(NpgsqlDbType.TimestampTz, record.Updated.UtcDateTime);
        command.AddOrNull<DateTime>(NpgsqlDbType.TimestampTz, record.Expires?.UtcDateTime);
        command.Add(NpgsqlDbType.Uuid, record.WriteId);
        command.Add(NpgsqlDbType.Boolean, escaped);
        command.Add(NpgsqlDbType.Jsonb, data);
        batch.BatchCommands.Add(command);
        int rows = await connections.RunAsync(
            batch, record.Key, Use.Write, static (reader, _) => ValueTask.FromResult(reader.RecordsAffected), cancellationToken).ConfigureAwait(false);
        if (rows == 0)
        {
            throw connections.Failures.IdTaken(record.Key);
        }
    }

    public async Task<DeleteResult> DeleteAsync(DeleteRequest request, CancellationToken cancellationToken)
    {
        for (int round = 0; round < MaxRounds; round++)
        {
            if (await TryDeleteAsync(request, cancellationToken).ConfigureAwait(false) is { } version)
            {
                return new DeleteResult(SaveStatus.Saved, version);
            }

            IReadOnlyDictionary<RecordKey, FoundRecord> found = await LookUpAsync([request.Key], cancellationToken).ConfigureAwait(false);
            if (!found.TryGetValue(request.Key, out FoundRecord live))
            {
                return new DeleteResult(SaveStatus.NotFound, 0);
            }

            SaveStatus status = request.Condition.Decide(live.ToRecord());
            if (status != SaveStatus.Saved)
            {
                return new DeleteResult(status, live.Head.Version);
            }
        }

        throw connections.Failures.Contended(request.Key);
    }

    /// <summary>Removes some expired records.</summary>
    public async Task<int> SweepAsync(int rows, CancellationToken cancellationToken)
    {
        using var batch = new NpgsqlBatch();
        var command = new NpgsqlBatchCommand(sql.Sweep);
        command.Add(NpgsqlDbType.Integer, rows);
        batch.BatchCommands.Add(command);
        return await connections.RunAsync(
            batch, null, Use.Write, static (reader, _) => ValueTask.FromResult(reader.RecordsAffected), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Failures that no retry and no other order of the writes would change.</summary>
    private static bool MeetsAllAlike(ExternalStorageException failure) =>
        failure.Code is ErrorCodes.AccessDenied or ErrorCodes.ReadOnly or ErrorCodes.StorageFull or ErrorCodes.StoreIncompatible;

    /// <summary>Writes what can be written over the versions that are known. The rest stays open.</summary>
    private static async Task TryChangesAsync(ChangedRows changedRows, OpenRequests open, SaveResult[] results, CancellationToken cancellationToken)
    {
        SaveRequest[] sorted = open.Sorted();
        if (await changedRows.TryUpdateAsync(sorted, cancellationToken).ConfigureAwait(false) is not { } times)
        {
            return;
        }

        for (int i = 0; i < times.Length; i++)
        {
            if (times[i] is { } time)
            {
                open.CloseSorted(i, ChangedRows.Written(sorted[i], time), results);
            }
        }
    }

    /// <summary>One round: the writes, and a look at what stood in the way of those that were not done.</summary>
    private async Task TryManyAsync(OpenRequests open, SaveResult[] results, CancellationToken cancellationToken)
    {
        var groups = new RequestGroups(open.Sorted());
        using NpgsqlBatch batch = BatchOf(groups);
        List<RecordHead> written;
        try
        {
            int most = open.Count;
            written = await connections.RunAsync(batch, null, saves, (reader, token) => ReadManyAsync(reader, most, token), cancellationToken).ConfigureAwait(false);
        }
        catch (ExternalStorageException failure) when (
            recognisesRepeats && groups.Count > 1 && (MeetsAllAlike(failure) || failure is StorageConnectionException { OutcomeUnknown: false }))
        {
            // One statement was refused; those before it are committed. What they wrote is recognised.
            IReadOnlyDictionary<RecordKey, FoundRecord> landed = await LookUpAsync(open.Keys(), cancellationToken).ConfigureAwait(false);
            open.Close(landed.Recognise, results);
            throw;
        }

        foreach (RecordHead head in written)
        {
            open.Close(head.Key, head.ToSaved(), results);
        }

        if (open.Count > 0)
        {
            IReadOnlyDictionary<RecordKey, FoundRecord> found = await LookUpAsync(open.Keys(), cancellationToken).ConfigureAwait(false);
            open.Close(request => Decide(found, request), results);
        }
    }

    /// <summary>The version that was deleted, or null.</summary>
    private async Task<long?> TryDeleteAsync(DeleteRequest request, CancellationToken cancellationToken)
    {
        if (request.Condition.Kind == SaveConditionKind.Missing)
        {
            return null;
        }

        using NpgsqlBatch batch = BatchOf(request);
        return await connections.RunAsync(
            batch,
            request.Key,
            Use.WriteOnce,
            static async (reader, token) => await reader.ReadAsync(token).ConfigureAwait(false) ? reader.GetInt64(0) : (long?)null,
            cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<RecordHead?> ReadOneAsync(NpgsqlDataReader reader, CancellationToken cancellationToken) =>
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? RecordHead.Read(reader) : null;

    private static async ValueTask<List<RecordHead>> ReadManyAsync(NpgsqlDataReader reader, int most, CancellationToken cancellationToken)
    {
        var heads = new List<RecordHead>(most);
        do
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                heads.Add(RecordHead.Read(reader));
            }
        }
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false));

        return heads;
    }

    private SaveResult? Decide(IReadOnlyDictionary<RecordKey, FoundRecord> found, SaveRequest request) =>
        found.Decide(request) ?? (found.IsTaken(request.Key) ? SaveResult.Failed(connections.Failures.IdTaken(request.Key)) : null);

    private NpgsqlBatch BatchOf(RequestGroups groups)
    {
        // Each statement is a transaction of its own: then it locks its rows in the order of their keys, and two processes cannot wait for each other.
        var batch = new NpgsqlBatch { EnableErrorBarriers = groups.Count > 1 };
        if (groups.Any.Count > 0)
        {
            batch.BatchCommands.Add(SaveCommand.Of(groups.Any.Count == 1 ? sql.UpsertOne : sql.UpsertMany, groups.Any, compares: false));
        }

        if (groups.Missing.Count > 0)
        {
            batch.BatchCommands.Add(SaveCommand.Of(groups.Missing.Count == 1 ? sql.InsertOne : sql.InsertMany, groups.Missing, compares: false));
        }

        if (groups.Existing.Count > 0)
        {
            batch.BatchCommands.Add(SaveCommand.Of(groups.Existing.Count == 1 ? sql.UpdateOne : sql.UpdateMany, groups.Existing, compares: true));
        }

        return batch;
    }

    private NpgsqlBatch BatchOf(DeleteRequest request)
    {
        bool versioned = request.Condition.Kind == SaveConditionKind.VersionIs;
        var command = new NpgsqlBatchCommand(versioned ? sql.DeleteVersion : sql.Delete);
        command.AddKey(request.Key);
        if (versioned)
        {
            command.Add(NpgsqlDbType.Bigint, request.Condition.Version);
            command.AddOrNull<DateTime>(NpgsqlDbType.TimestampTz, request.Condition.Created?.UtcDateTime);
        }

        return new NpgsqlBatch { BatchCommands = { command } };
    }

    private async Task<IReadOnlyDictionary<RecordKey, FoundRecord>> LookUpAsync(RecordKey[] keys, CancellationToken cancellationToken)
    {
        using var batch = new NpgsqlBatch();
        var command = new NpgsqlBatchCommand(sql.LookUp);
        command.AddKeys(keys);
        batch.BatchCommands.Add(command);
        return await connections.RunAsync<IReadOnlyDictionary<RecordKey, FoundRecord>>(
            batch,
            keys.Length == 1 ? keys[0] : null,
            Use.Read,
            static async (reader, token) =>
            {
                var found = new Dictionary<RecordKey, FoundRecord>();
                while (await reader.ReadAsync(token).ConfigureAwait(false))
                {
                    RecordHead head = RecordHead.Read(reader);
                    found[head.Key] = new FoundRecord(head, reader.GetGuid(RecordHead.Columns));
                }

                return found;
            },
            cancellationToken).ConfigureAwait(false);
    }
}
