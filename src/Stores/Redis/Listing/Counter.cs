using StackExchange.Redis;

namespace Toast.Redis;

/// <summary>Counts records by their keys. Redis may name a key twice while its table grows or shrinks, so the ids are kept until the count has ended.</summary>
internal sealed class Counter(RedisPlace place, RecordKeys keys)
{
    /// <summary>How many records are counted: their ids take about 20 MB.</summary>
    private const int MostRecords = 500_000;

    public async Task<RecordCounts> CountAsync(CancellationToken cancellationToken)
    {
        var classes = new Dictionary<string, HashSet<Guid>>(StringComparer.Ordinal);
        int left = MostRecords;
        try
        {
            foreach (IServer server in place.AllMasters())
            {
                await RedisClient.ScanAsync(server, place.Database, keys.PatternOfAll, Take, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            throw place.Describe(failure, null, writes: false, cancellationToken);
        }

        return new RecordCounts([.. classes.Select(found => new ClassCount(found.Key, found.Value.Count))], IsComplete: left > 0);

        bool Take(string key)
        {
            if (left > 0 && keys.ClassOf(key) is { } className && RecordKeys.IdOf(key) is { } id)
            {
                if (!classes.TryGetValue(className, out HashSet<Guid>? ids))
                {
                    classes.Add(className, ids = []);
                }

                left -= ids.Add(id) ? 1 : 0;
            }

            return left > 0;
        }
    }
}
