using Microsoft.Extensions.Logging;

namespace Toast;

/// <summary>What an engine other than the embedded one is told of the set-up.</summary>
/// <param name="StoreNames">The names of the stores that the host configured. Their URLs are no concern of another engine.</param>
/// <param name="DefaultStore">The store of models whose mark names none: a name, a URL, or null if the host named none.</param>
/// <param name="Options">Deadlines, retries and limits.</param>
/// <param name="Time">The clock.</param>
/// <param name="Logger">Where log lines go.</param>
internal sealed record EngineSetup(
    IReadOnlyList<string> StoreNames, string? DefaultStore, EngineOptions Options, TimeProvider Time, ILogger Logger);
