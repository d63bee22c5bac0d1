namespace Toast;

/// <summary>
/// A backend that honours <see cref="SaveRequest.TimeToLive"/>: an expired record is never read, listed or counted as existing, from the
/// millisecond it expires. It also implements <see cref="ISupportsConditionalSave"/>.
/// </summary>
public interface ISupportsExpiry
{
    /// <summary>How often the engine calls <see cref="SweepAsync"/>; null when the store removes expired records by itself.</summary>
    TimeSpan? SweepInterval { get; }

    /// <summary>Removes expired records physically.</summary>
    /// <param name="cancellationToken">Stops after the current step.</param>
    /// <returns>How many records were removed.</returns>
    Task<int> SweepAsync(CancellationToken cancellationToken);
}
