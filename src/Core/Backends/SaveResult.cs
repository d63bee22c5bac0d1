namespace Toast;

/// <summary>The answer of a store to a <see cref="SaveRequest"/>.</summary>
/// <param name="Status">How the write ended.</param>
/// <param name="Version">The version in the store now; 0 when there is no record.</param>
/// <param name="Created">When the record was first written; set when <paramref name="Status"/> is <see cref="SaveStatus.Saved"/>.</param>
/// <param name="Updated">When the record was written; set when <paramref name="Status"/> is <see cref="SaveStatus.Saved"/>.</param>
/// <param name="Expires">When the record expires, or null.</param>
/// <param name="Error">Why this one record failed, when <paramref name="Status"/> is <see cref="SaveStatus.Failed"/>.</param>
public readonly record struct SaveResult(
    SaveStatus Status,
    long Version,
    DateTimeOffset Created = default,
    DateTimeOffset Updated = default,
    DateTimeOffset? Expires = null,
    ExternalStorageException? Error = null)
{
    /// <summary>The answer for a write that was done.</summary>
    /// <param name="record">The record as it is now stored.</param>
    /// <returns>The answer.</returns>
    public static SaveResult Saved(StoredRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new(SaveStatus.Saved, record.Version, record.Created, record.Updated, record.Expires);
    }

    /// <summary>The answer for a write that its condition refused.</summary>
    /// <param name="status"><see cref="SaveStatus.Conflict"/> or <see cref="SaveStatus.NotFound"/>.</param>
    /// <param name="actualVersion">The version in the store; 0 when there is no record.</param>
    /// <returns>The answer.</returns>
    public static SaveResult Refused(SaveStatus status, long actualVersion) => new(status, actualVersion);

    /// <summary>The answer for one record of a batch that failed while the others did not.</summary>
    /// <param name="error">Why.</param>
    /// <returns>The answer.</returns>
    public static SaveResult Failed(ExternalStorageException error) => new(SaveStatus.Failed, 0, Error: error);
}
