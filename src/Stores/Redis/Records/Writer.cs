using System.Globalization;
using StackExchange.Redis;

namespace Toast.Redis;

/// <summary>Writes records with scripts: many in one call where one server has them all, else one call each, all on their way at once.</summary>
internal sealed class Writer(RedisPlace place, RecordKeys keys)
{
    /// <summary>How many records one call of a script holds at the most: a script holds the server up for everybody.</summary>
    private const int RecordsOfScript = 128;

    private readonly Script save = new(Scripts.Save);
    private readonly Script store = new(Scripts.Store);
    private readonly Script delete = new(Scripts.Delete);

    public async Task<SaveResult> SaveAsync(SaveRequest request, CancellationToken cancellationToken)
    {
        var results = new SaveResult[1];
        await SaveAsync([request], 0, 1, results, cancellationToken).ConfigureAwait(false);
        return results[0].Error is { } error ? throw error : results[0];
    }

    public async Task<IReadOnlyList<SaveResult>> SaveManyAsync(IReadOnlyList<SaveRequest> requests, CancellationToken cancellationToken)
    {
        int step = place.IsCluster ? 1 : RecordsOfScript;
        var results = new SaveResult[requests.Count];
        var calls = new List<Task>((requests.Count / step) + 1);
        for (int start = 0; start < requests.Count; start += step)
        {
            calls.Add(SaveAsync(requests, start, Math.Min(step, requests.Count - start), results, cancellationToken));
        }

        try
        {
            await Task.WhenAll(calls).ConfigureAwait(false);
        }
        catch (ExternalStorageException) when (calls.Count > 1 && calls.Exists(call => call.IsCompletedSuccessfully))
        {
            // What was written stays acknowledged; the others fail each for itself.
            FillIn(calls, step, results);
        }

        return results;
    }

    /// <summary>Stores a record as it is.</summary>
    public async Task StoreAsync(StoredRecord record, CancellationToken cancellationToken)
    {
        RedisValue[] arguments =
        [
            record.Expires is { } expires ? Envelope.MicrosecondsOf(expires) : -1,
            RedisClient.ValueOf(Envelope.Write(record)),
        ];
        await store.RunAsync(place, [keys.Of(record.Key)], arguments, record.Key, cancellationToken).ConfigureAwait(false);
    }

    public async Task<DeleteResult> DeleteAsync(DeleteRequest request, CancellationToken cancellationToken)
    {
        RedisValue[] arguments = [RuleOf(request.Condition), request.Condition.Version, CreatedOf(request.Condition)];
        RedisResult answer = await delete.RunAsync(place, [keys.Of(request.Key)], arguments, request.Key, cancellationToken).ConfigureAwait(false);
        long[] numbers = (long[])answer!;
        return numbers[0] switch
        {
            Scripts.Saved => new DeleteResult(SaveStatus.Saved, numbers[1]),
            Scripts.NotFound => new DeleteResult(SaveStatus.NotFound, 0),
            Scripts.Conflict => new DeleteResult(SaveStatus.Conflict, numbers[1]),
            _ => throw place.Failures.Corrupt(request.Key),
        };
    }

    private static RedisValue RuleOf(SaveCondition condition) => condition.Kind switch
    {
        SaveConditionKind.Any => "0",
        SaveConditionKind.Exists => "1",
        SaveConditionKind.Missing => "2",
        _ => "3",
    };

    private static RedisValue CreatedOf(SaveCondition condition) =>
        condition.Created is { } created ? Envelope.MicrosecondsOf(created) : -1;

    private async Task SaveAsync(IReadOnlyList<SaveRequest> requests, int start, int count, SaveResult[] results, CancellationToken cancellationToken)
    {
        var names = new RedisKey[count];
        var arguments = new RedisValue[count * Scripts.ArgumentsOfSave];
        for (int i = 0; i < count; i++)
        {
            SaveRequest request = requests[start + i];
            names[i] = keys.Of(request.Key);
            Span<RedisValue> own = arguments.AsSpan(i * Scripts.ArgumentsOfSave, Scripts.ArgumentsOfSave);
            own[0] = RuleOf(request.Condition);
            own[1] = request.Condition.Version;
            own[2] = CreatedOf(request.Condition);
            own[3] = request.Increment;
            own[4] = request.WriteId.ToString("D", CultureInfo.InvariantCulture);
            own[5] = request.SchemaVersion;
            own[6] = request.TimeToLive is { } lifetime ? lifetime.Ticks / TimeSpan.TicksPerMicrosecond : -1;
            own[7] = RedisClient.ValueOf(request.Data);
        }

        RecordKey? only = count == 1 ? requests[start].Key : null;
        RedisResult answer = await save.RunAsync(place, names, arguments, only, cancellationToken).ConfigureAwait(false);
        var answers = (RedisResult[])answer!;
        for (int i = 0; i < count; i++)
        {
            results[start + i] = ResultOf((long[])answers[i]!, requests[start + i].Key);
        }
    }

    private SaveResult ResultOf(long[] numbers, RecordKey key) => numbers[0] switch
    {
        Scripts.Saved => new SaveResult(
            SaveStatus.Saved,
            numbers[1],
            Envelope.TimeOf(numbers[2]),
            Envelope.TimeOf(numbers[3]),
            numbers[4] < 0 ? null : Envelope.TimeOf(numbers[4])),
        Scripts.Conflict => SaveResult.Refused(SaveStatus.Conflict, numbers[1]),
        Scripts.NotFound => SaveResult.Refused(SaveStatus.NotFound, 0),
        _ => SaveResult.Failed(place.Failures.Corrupt(key)),
    };

    private static void FillIn(List<Task> calls, int step, SaveResult[] results)
    {
        for (int call = 0; call < calls.Count; call++)
        {
            if (calls[call].Exception?.InnerException is { } failure)
            {
                int start = call * step;
                SaveResult failed = failure is ExternalStorageException known ? SaveResult.Failed(known) : throw failure;
                Array.Fill(results, failed, start, Math.Min(step, results.Length - start));
            }
        }
    }
}
