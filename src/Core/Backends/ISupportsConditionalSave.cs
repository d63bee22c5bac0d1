namespace Toast;

/// <summary>A backend that compares versions in the store, in the same step as the write.</summary>
public interface ISupportsConditionalSave
{
    /// <summary>
    /// Whether the store keeps <see cref="SaveRequest.WriteId"/>, so that it recognises a repeated write. If it does not, a write whose outcome is unknown
    /// is not tried again but reported.
    /// </summary>
    /// <value>Default: true.</value>
    bool RecognisesRepeats => true;

    /// <summary>
    /// Writes one record if its condition holds. The store counts the version (existing + <see cref="SaveRequest.Increment"/>), keeps the created
    /// time, and never lets the updated time go back. An expired record counts as missing.
    /// </summary>
    /// <param name="request">What to write and what must hold.</param>
    /// <param name="cancellationToken">Cancels the write; the stored record is then the old or the new one as a whole.</param>
    /// <returns>How the write ended. A condition that does not hold is an answer, not an exception.</returns>
    Task<SaveResult> SaveAsync(SaveRequest request, CancellationToken cancellationToken);
}
