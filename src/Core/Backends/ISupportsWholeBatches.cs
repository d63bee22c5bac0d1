namespace Toast;

/// <summary>
/// A backend that is better off with more batches at the same time when they come whole, as a bulk's new records do, than when each takes what waits: then more
/// of them are only smaller.
/// </summary>
internal interface ISupportsWholeBatches : ISupportsBatch
{
    /// <summary>How many whole batches of new records the backend works on at the same time.</summary>
    /// <value>At least <see cref="ISupportsBatch.MaxConcurrentBatches"/>.</value>
    int MaxConcurrentWholeBatches { get; }
}
