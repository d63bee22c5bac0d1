using Toast.Client.Wire;
using Toast.Engine;

namespace Toast.Grains.Records;

/// <summary>
/// Writes a record over exactly the version that the grain knows of, so that the store itself refuses to lose another writer's work. A write that asked for
/// no version is repeated on what is there then; one that did is answered as it stands.
/// </summary>
internal sealed class RecordWriter(RecordKey key, RecordHome home, WarmMemory memory, RecordReads reads, TimeProvider time)
{
    /// <param name="request">What to write; it may stand for several callers.</param>
    /// <param name="deadline">When the most patient of them gives up.</param>
    public async Task<SaveResult> WriteAsync(SaveRequest request, Deadline deadline)
    {
        WireRecord? known = memory.Last;
        bool isCurrent = false;
        while (true)
        {
            bool mayBeNew = request.IsNewId && !request.IsRepeat;
            bool comparesItself = request.Condition.Kind is SaveConditionKind.VersionIs or SaveConditionKind.Missing;
            bool isOlderSchema = known is not null && known.SchemaVersion > request.SchemaVersion;
            bool isUnseen = IsUnseen(request.Condition, known);
            if (!isCurrent && (isOlderSchema || isUnseen || (known is null && !mayBeNew && !comparesItself)))
            {
                known = await reads.ReadAsync(deadline);
                isCurrent = true;
            }

            if (known is not null && known.WriteId == request.WriteId)
            {
                return new SaveResult(SaveStatus.Saved, known.Version, known.Created, known.Updated, known.Expires);
            }

            RefuseOlderSchema(known, request);
            if (known is null && isCurrent && request.Condition.Kind is SaveConditionKind.Exists or SaveConditionKind.VersionIs)
            {
                return SaveResult.Refused(SaveStatus.NotFound, 0);
            }

            if (isUnseen && IsUnseen(request.Condition, known))
            {
                return SaveResult.Refused(SaveStatus.Conflict, known!.Version);
            }

            SaveResult result = await SendAsync(request with { Condition = ConditionFor(request.Condition, known) }, deadline);
            if (comparesItself || result.Status is SaveStatus.Saved or SaveStatus.Failed)
            {
                return result;
            }

            // Somebody else has written: what was known is gone, and the write is repeated on what is there now.
            RefuseLate(deadline);
            known = null;
            isCurrent = false;
            request = request with { IsNewId = false };
        }
    }

    /// <summary>The write as it may go to the store on any thread, while nobody else writes; null if something has to be read first.</summary>
    /// <param name="request">What to write; it asks for no version.</param>
    public SaveRequest? TryPrepare(SaveRequest request)
    {
        WireRecord? known = memory.Last;
        bool hasWhatItNeeds = known is null
            ? request.IsNewId && !request.IsRepeat
            : known.SchemaVersion <= request.SchemaVersion && known.WriteId != request.WriteId;
        return hasWhatItNeeds ? request with { Condition = ConditionFor(request.Condition, known) } : null;
    }

    /// <summary>Takes note of what a write has come to; of none that failed as a whole is anything known.</summary>
    /// <param name="request">What went to the store.</param>
    /// <param name="result">What the store said; null if it said nothing.</param>
    /// <param name="asked">When it went there.</param>
    public void Settle(SaveRequest request, SaveResult? result, long asked)
    {
        switch (result?.Status)
        {
            case SaveStatus.Saved:
                memory.Remember(Written(request, result.Value), asked);
                break;
            case SaveStatus.Failed or null:
                memory.Doubt();
                break;
            default:
                memory.Forget();
                break;
        }
    }

    /// <summary>
    /// True for a version that was told rather than restored, and is not the one that is known: a newer build may have written it, and an older one must
    /// not write over that.
    /// </summary>
    private static bool IsUnseen(SaveCondition asked, WireRecord? known) =>
        asked is { Kind: SaveConditionKind.VersionIs, Created: null } && known?.Version != asked.Version;

    /// <summary>The version that is known stands for what a write without one asks for.</summary>
    private static SaveCondition ConditionFor(SaveCondition asked, WireRecord? known) => asked.Kind switch
    {
        SaveConditionKind.VersionIs or SaveConditionKind.Missing => asked,
        _ => known is null ? SaveCondition.Missing : SaveCondition.VersionIs(known.Version, known.Created),
    };

    private async Task<SaveResult> SendAsync(SaveRequest request, Deadline deadline)
    {
        long asked = time.GetTimestamp();
        SaveResult? result = null;
        try
        {
            result = await home.SaveAsync(request, deadline).ConfigureAwait(false);
            return result.Value;
        }
        finally
        {
            Settle(request, result, asked);
        }
    }

    private static WireRecord Written(SaveRequest request, SaveResult result) => new()
    {
        Data = request.Data,
        SchemaVersion = request.SchemaVersion,
        Version = result.Version,
        Created = result.Created,
        Updated = result.Updated,
        Expires = result.Expires,
        WriteId = request.WriteId,
    };

    private void RefuseOlderSchema(WireRecord? known, SaveRequest request)
    {
        if (known is not null && known.SchemaVersion > request.SchemaVersion)
        {
            throw new StorageValidationException(
                ErrorCodes.SchemaTooNew,
                $"Record {key} in store {home.Store} has schema version {known.SchemaVersion}, and the dump is of version {request.SchemaVersion}, which would lose what the newer one "
                + "added. Nothing was written. Update this build.")
            {
                Store = home.Store,
                ClassName = key.ClassName,
                Id = key.Id,
                Expected = $"schema version {known.SchemaVersion} or later",
                Actual = $"schema version {request.SchemaVersion}",
            };
        }
    }

    private void RefuseLate(Deadline deadline)
    {
        if (deadline.HasPassed)
        {
            throw new StorageConnectionException(
                ErrorCodes.Busy,
                $"Record {key} in store {home.Store} was changed by others again and again for {deadline.Total.TotalSeconds:0.###} s. Nothing was written. Try again.")
            {
                Store = home.Store,
                ClassName = key.ClassName,
                Id = key.Id,
            };
        }
    }
}
