using StackExchange.Redis;

namespace Toast.Redis;

/// <summary>Reads records.</summary>
internal sealed class Reader(RedisPlace place, RecordKeys keys)
{
    public async Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken)
    {
        RedisValue value = await place.RunAsync(place.Commands.StringGetAsync(keys.Of(key)), key, writes: false, cancellationToken).ConfigureAwait(false);
        return RecordOf(key, value);
    }

    public async Task<IReadOnlyList<StoredRecord?>> LoadManyAsync(IReadOnlyList<RecordKey> wanted, CancellationToken cancellationToken)
    {
        RedisValue[] values = await ReadAsync(wanted, cancellationToken).ConfigureAwait(false);
        var records = new StoredRecord?[values.Length];
        for (int i = 0; i < records.Length; i++)
        {
            records[i] = RecordOf(wanted[i], values[i]);
        }

        return records;
    }

    public async Task<RecordInfo?> GetInfoAsync(RecordKey key, CancellationToken cancellationToken)
    {
        Task<RedisValue> reading = place.Commands.StringGetRangeAsync(keys.Of(key), 0, Scripts.HeadLength - 1);
        RedisValue beginning = await place.RunAsync(reading, key, writes: false, cancellationToken).ConfigureAwait(false);
        return beginning.IsNullOrEmpty
            ? null
            : InfoOf(Envelope.ReadHead(key, RedisClient.BytesOf(beginning).Span) ?? throw place.Failures.Corrupt(key));
    }

    /// <summary>Reads what stands before the data.</summary>
    /// <returns>For each id a record without data, or null if there is none.</returns>
    public async Task<StoredRecord?[]> ReadHeadsAsync(string className, Guid[] ids, CancellationToken cancellationToken)
    {
        IDatabase commands = place.Commands;
        Task<RedisValue>[] reading = Array.ConvertAll(
            ids, id => commands.StringGetRangeAsync(keys.Of(new RecordKey(className, id)), 0, Scripts.HeadLength - 1));
        RedisValue[] values = await place.RunAsync(Task.WhenAll(reading), null, writes: false, cancellationToken).ConfigureAwait(false);
        var heads = new StoredRecord?[ids.Length];
        for (int i = 0; i < heads.Length; i++)
        {
            heads[i] = values[i].IsNullOrEmpty ? null : Envelope.ReadHead(new RecordKey(className, ids[i]), (byte[])values[i]!);
        }

        return heads;
    }

    public static RecordInfo InfoOf(StoredRecord head) => new(head.Version, head.SchemaVersion, head.Created, head.Updated, head.Expires);

    private async Task<RedisValue[]> ReadAsync(IReadOnlyList<RecordKey> wanted, CancellationToken cancellationToken)
    {
        if (place.IsCluster)
        {
            return await ReadEachAsync(wanted, cancellationToken).ConfigureAwait(false);
        }

        var names = new RedisKey[wanted.Count];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = keys.Of(wanted[i]);
        }

        RedisValue[] values = await place.RunAsync(place.Commands.StringGetAsync(names), null, writes: false, cancellationToken).ConfigureAwait(false);

        // MGET has no answer for a key that is not there, nor for one that holds something else than a record; GET tells them apart.
        int[] absent = [.. Enumerable.Range(0, values.Length).Where(i => values[i].IsNull)];
        if (absent.Length > 0)
        {
            RedisValue[] again = await ReadEachAsync(Array.ConvertAll(absent, i => wanted[i]), cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < absent.Length; i++)
            {
                values[absent[i]] = again[i];
            }
        }

        return values;
    }

    private Task<RedisValue[]> ReadEachAsync(IReadOnlyList<RecordKey> wanted, CancellationToken cancellationToken)
    {
        IDatabase commands = place.Commands;
        return Task.WhenAll(wanted.Select(key => place.RunAsync(commands.StringGetAsync(keys.Of(key)), key, writes: false, cancellationToken)));
    }

    private StoredRecord? RecordOf(RecordKey key, RedisValue value) =>
        value.IsNull ? null : Envelope.Read(key, RedisClient.BytesOf(value)) ?? throw place.Failures.Corrupt(key);
}
