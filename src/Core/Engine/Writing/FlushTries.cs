namespace Toast.Engine;

/// <summary>
/// The tries of one flush. A try whose answer was lost may have written; from then on neither a later failure nor a refusal proves that nothing
/// was written, since the refusal may be due to the very write that was lost, followed by another writer's.
/// </summary>
internal sealed class FlushTries(BackendWriter writer, IReadOnlyList<SaveRequest> requests)
{
    private StorageConnectionException? lost;

    /// <summary>The failure of a try whose answer was lost: what to tell of a flush that failed in the end, whatever its last try said.</summary>
    public StorageConnectionException? Lost => lost;

    /// <summary>One try.</summary>
    public async ValueTask<IReadOnlyList<SaveResult>> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<SaveResult> results = await writer.WriteAsync(requests, cancellationToken).ConfigureAwait(false);
            return lost is null ? results : [.. results.Select(result => result.Status == SaveStatus.Saved ? result : SaveResult.Failed(lost))];
        }
        catch (StorageConnectionException e) when (e.OutcomeUnknown)
        {
            lost = e;
            throw;
        }
    }
}
