namespace Toast;

/// <summary>
/// A backend that tells of a record without moving its data, for <see cref="IToast.ExistsAsync"/> and <see cref="IToast.GetInfoAsync"/>. Where a backend
/// lacks it, the whole record is read.
/// </summary>
public interface ISupportsInfo
{
    /// <summary>Reads what is known of a record besides its data.</summary>
    /// <param name="key">Which record.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The same as a load would give, without the data; null if there is no such record, or it has expired.</returns>
    Task<RecordInfo?> GetInfoAsync(RecordKey key, CancellationToken cancellationToken);
}
