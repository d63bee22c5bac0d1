namespace Toast;

/// <summary>A backend that tells which classes it holds records of, and how many, without reading the records. For people who look at a store.</summary>
public interface ISupportsCounting
{
    /// <summary>
    /// Counts the records of every class. No snapshot: what is written meanwhile counts or not. A record that has expired may count until it is removed.
    /// </summary>
    /// <param name="cancellationToken">Ends the count, which may take long where there is much; nothing is held up meanwhile.</param>
    /// <returns>The classes that have records, in any order, each once.</returns>
    Task<RecordCounts> CountAsync(CancellationToken cancellationToken);
}
