namespace Toast;

/// <summary>A backend that deletes records.</summary>
public interface ISupportsDelete
{
    /// <summary>Deletes a record if its condition holds; compared in the store, in the same step.</summary>
    /// <param name="request">Which record and what must hold.</param>
    /// <param name="cancellationToken">Cancels the delete; the record is then still there or gone.</param>
    /// <returns>How the delete ended.</returns>
    Task<DeleteResult> DeleteAsync(DeleteRequest request, CancellationToken cancellationToken);
}
