using Microsoft.Extensions.Logging;

namespace Toast;

/// <summary>Logs the items of one bulk call that failed: each once, but a store that cannot be used only once, or an outage would fill the log.</summary>
internal sealed class BulkFailures(string operation, ILogger logger)
{
    private readonly HashSet<(string Code, string? Store)> told = [];

    /// <param name="failure">The failure of one item.</param>
    /// <param name="className">The class of the item, if known.</param>
    public void Add(Exception? failure, string? className)
    {
        if (failure is not ExternalStorageException known || (Engine.BackendFailure.ConcernsTheStore(known) && !Tell(known)))
        {
            return;
        }

        Observed.LogFailure(logger, operation, known, className, null, null);
    }

    private bool Tell(ExternalStorageException failure)
    {
        lock (told)
        {
            return told.Add((failure.Code, failure.Store));
        }
    }
}
