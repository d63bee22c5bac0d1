namespace Toast;

/// <summary>A backend that can tell whether its store answers, for readiness.</summary>
public interface ISupportsProbe
{
    /// <summary>Asks the store for the cheapest answer it can give, without writing.</summary>
    /// <param name="cancellationToken">Bounds the probe.</param>
    /// <returns>A task that ends when the store has answered; it fails with the same exceptions as any other operation.</returns>
    Task ProbeAsync(CancellationToken cancellationToken);
}
