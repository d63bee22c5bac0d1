namespace Toast;

/// <summary>A backend that lists the ids of a class page by page, by key.</summary>
public interface ISupportsListing
{
    /// <summary>Reads one page. Ids are ordered by their 16 bytes in big-endian order; a record present during the whole listing appears exactly once.</summary>
    /// <param name="request">Class, where to go on, how many.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>At most <see cref="ListRequest.Limit"/> live records; fewer means that the listing has ended.</returns>
    Task<IReadOnlyList<ListedRecord>> ListAsync(ListRequest request, CancellationToken cancellationToken);
}
