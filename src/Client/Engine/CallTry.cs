namespace Toast.Client.Engine;

/// <summary>One try of a call.</summary>
/// <param name="Budget">How long the caller waits from now on.</param>
/// <param name="WasLost">True if an earlier try may have arrived.</param>
internal readonly record struct CallTry(TimeSpan Budget, bool WasLost);
