namespace Toast.Client.Engine;

/// <summary>The answer to a call.</summary>
/// <param name="Answer">What the silo said.</param>
/// <param name="WasLost">True if an earlier try may have arrived, so that a refusal proves nothing.</param>
internal readonly record struct CallResult<T>(T Answer, bool WasLost);
