namespace Toast;

/// <summary>
/// What a write does to a record: the one place that counts versions and sets times. The memory store, the file store and the engine (for
/// backends that cannot compare by themselves) all call it; database stores say the same in their own language.
/// </summary>
internal static class RecordRules
{
    /// <summary>Tells whether a record is there and has not expired. It is gone from the very instant it expires.</summary>
    public static bool IsLive(StoredRecord? record, DateTimeOffset now) =>
        record is not null && (record.Expires is not { } expires || expires > now);

    /// <summary>Decides a write and makes the record that it leaves behind.</summary>
    /// <param name="current">What is stored, or null. An expired record counts as missing.</param>
    /// <param name="request">The write.</param>
    /// <param name="now">The time of the store.</param>
    /// <param name="next">
    /// The record to store; null if nothing is to be written: the write was refused, or had already arrived.
    /// </param>
    /// <param name="data">The bytes for the record, where the store keeps a copy of its own; null for those of the request.</param>
    /// <returns>The answer to give once <paramref name="next"/> is durable.</returns>
    public static SaveResult Apply(
        StoredRecord? current, SaveRequest request, DateTimeOffset now, out StoredRecord? next, ReadOnlyMemory<byte>? data = null)
    {
        next = null;
        StoredRecord? live = IsLive(current, now) ? current : null;
        if (live is not null && live.WriteId == request.WriteId && request.WriteId != Guid.Empty)
        {
            return SaveResult.Saved(live);
        }

        SaveStatus status = request.Condition.Decide(live);
        if (status != SaveStatus.Saved)
        {
            return SaveResult.Refused(status, live?.Version ?? 0);
        }

        DateTimeOffset written = ToMicroseconds(now);
        next = new StoredRecord
        {
            Key = request.Key,
            Data = data ?? request.Data,
            SchemaVersion = request.SchemaVersion,
            Version = (live?.Version ?? 0) + request.Increment,
            Created = live?.Created ?? written,

            // A clock that was set back must not make a later write look older.
            Updated = live is not null && live.Updated > written ? live.Updated : written,
            Expires = request.TimeToLive is { } lifetime ? ExpiryOf(written, lifetime) : null,
            WriteId = request.WriteId,
        };
        return SaveResult.Saved(next);
    }

    /// <summary>Decides a delete.</summary>
    /// <param name="current">What is stored, or null. An expired record counts as missing.</param>
    /// <param name="condition">What must hold.</param>
    /// <param name="now">The time of the store.</param>
    /// <returns><see cref="SaveStatus.Saved"/> if the record is to be removed.</returns>
    public static DeleteResult Delete(StoredRecord? current, SaveCondition condition, DateTimeOffset now)
    {
        StoredRecord? live = IsLive(current, now) ? current : null;
        if (live is null)
        {
            return new DeleteResult(SaveStatus.NotFound, 0);
        }

        return new DeleteResult(condition.Decide(live), live.Version);
    }

    /// <summary>What is known of a record besides its data.</summary>
    public static RecordInfo InfoOf(StoredRecord record) =>
        new(record.Version, record.SchemaVersion, record.Created, record.Updated, record.Expires);

    /// <summary>Tells whether a listing asks for a record.</summary>
    public static bool IsListed(StoredRecord record, ListRequest request, DateTimeOffset now) =>
        IsLive(record, now)
        && (request.UpdatedSince is not { } since || record.Updated >= since)
        && (request.UpdatedBefore is not { } before || record.Updated < before);

    /// <summary>Cuts a time to whole microseconds, the finest step that every store keeps.</summary>
    public static DateTimeOffset ToMicroseconds(DateTimeOffset time)
    {
        long ticks = time.UtcTicks;
        return new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }

    private static DateTimeOffset ExpiryOf(DateTimeOffset written, TimeSpan lifetime) =>
        lifetime.Ticks > DateTimeOffset.MaxValue.UtcTicks - written.UtcTicks
            ? ToMicroseconds(DateTimeOffset.MaxValue)
            : ToMicroseconds(written + lifetime);
}
