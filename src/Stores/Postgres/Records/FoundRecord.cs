namespace Toast.Postgres;

/// <summary>A live record that stood in the way of a write.</summary>
internal readonly record struct FoundRecord(RecordHead Head, Guid WriteId)
{
    /// <summary>The record as far as conditions look at it.</summary>
    public StoredRecord ToRecord() => new()
    {
        Key = Head.Key,
        Data = default,
        Version = Head.Version,
        Created = Head.Created,
        Updated = Head.Updated,
        Expires = Head.Expires,
        WriteId = WriteId,
    };
}

/// <summary>What a look-up found.</summary>
internal static class FoundRecords
{
    /// <summary>Whether a record of another class has the id; only found in a table whose key is the id alone.</summary>
    public static bool IsTaken(this IReadOnlyDictionary<RecordKey, FoundRecord> found, RecordKey key) =>
        !found.ContainsKey(key) && found.Keys.Any(other => other.Id == key.Id);

    /// <summary>The answer of a write that is the last one of its record; null if it is not.</summary>
    public static SaveResult? Recognise(this IReadOnlyDictionary<RecordKey, FoundRecord> found, SaveRequest request) =>
        request.WriteId != Guid.Empty && found.TryGetValue(request.Key, out FoundRecord live) && live.WriteId == request.WriteId
            ? live.Head.ToSaved()
            : null;

    /// <summary>Why a write was not done, or that it had been done before; null if it would be done now, so that it is to be tried again.</summary>
    public static SaveResult? Decide(this IReadOnlyDictionary<RecordKey, FoundRecord> found, SaveRequest request)
    {
        if (!found.TryGetValue(request.Key, out FoundRecord live))
        {
            SaveStatus absent = request.Condition.Decide(null);
            return absent == SaveStatus.Saved ? null : SaveResult.Refused(absent, 0);
        }

        if (found.Recognise(request) is { } saved)
        {
            return saved;
        }

        SaveStatus status = request.Condition.Decide(live.ToRecord());
        return status == SaveStatus.Saved ? null : SaveResult.Refused(status, live.Head.Version);
    }
}
