using System.Globalization;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Toast.Grains.Storage;

/// <summary>What goes wrong, as exceptions that cross to other silos whole: without causes, which a caller elsewhere could not read and would lose everything over.</summary>
internal sealed class GrainStorageErrors(string storage, ILogger logger)
{
    public static InconsistentStateException Conflict(GrainRecordKey key, string? sent, long actual)
    {
        string expected = sent is null ? "no state" : $"ETag {sent}";
        string found = actual == 0 ? "no state" : string.Create(CultureInfo.InvariantCulture, $"version {actual}");
        return new InconsistentStateException(
            $"State {key} was changed by another writer: expected {expected}, found {found}. Nothing was changed. Read the state again and repeat the change.",
            actual == 0 ? null : actual.ToString(CultureInfo.InvariantCulture),
            sent);
    }

    public static InconsistentStateException ForeignETag(GrainRecordKey key, string sent) => new(
        $"State {key} was not touched: ETag '{HostileText.Show(sent)}' is none that this storage gave. Read the state and repeat the change.", null, sent);

    /// <summary>The store failed.</summary>
    public GrainStorageException Of(string operation, GrainRecordKey key, Exception cause)
    {
        var failure = cause as ExternalStorageException;
        string code = failure?.Code ?? ErrorCodes.Unreachable;
        Log.Failed(logger, cause, storage, operation, code);
        string reason = failure?.Message ?? "The silo is stopping and has closed the store.";
        return new GrainStorageException(
            code, storage, $"The {operation} of state {key} failed. {reason}", (failure as StorageConnectionException)?.OutcomeUnknown ?? false);
    }

    public GrainStorageException NotOpened(ExternalStorageException cause)
    {
        Log.Failed(logger, cause, storage, "opening", cause.Code);
        return new GrainStorageException(cause.Code, storage, $"Grain storage '{storage}' cannot be opened, so the silo does not start. {cause.Message}");
    }
}
