using StackExchange.Redis;

namespace Toast.Redis;

/// <summary>Finds the ids of a class by going through all keys of all masters, step by step, without holding a server up.</summary>
internal static class KeyScan
{
    /// <summary>Finds ids.</summary>
    /// <param name="place">The servers.</param>
    /// <param name="keys">The form of the keys.</param>
    /// <param name="className">The class.</param>
    /// <param name="after">Only ids above this one; null for all.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    /// <returns>The ids in big-endian order, each once.</returns>
    public static async Task<Guid[]> FindAsync(
        RedisPlace place, RecordKeys keys, string className, Guid? after, CancellationToken cancellationToken)
    {
        var ids = new HashSet<Guid>();
        try
        {
            foreach (IServer server in place.AllMasters())
            {
                await RedisClient.ScanAsync(server, place.Database, keys.PatternOf(className), Take, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            throw place.Describe(failure, null, writes: false, cancellationToken);
        }

        return [.. ids.Order()];

        bool Take(string key)
        {
            if (RecordKeys.IdOf(key) is { } id && (after is not { } last || id.CompareTo(last) > 0))
            {
                ids.Add(id);
            }

            return true;
        }
    }
}
