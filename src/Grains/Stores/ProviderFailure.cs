using System.Data.Common;
using System.Net.Sockets;
using Toast.Engine;

namespace Toast.Grains.Stores;

/// <summary>Turns whatever a storage provider of Orleans throws into Toast's types and codes.</summary>
internal static class ProviderFailure
{
    public static ExternalStorageException Describe(Exception failure, string store, RecordKey key, bool changes)
    {
        if (failure is ExternalStorageException)
        {
            return BackendFailure.Describe(failure, store, key);
        }

        return IsConnection(failure)
            ? new StorageConnectionException(
                ErrorCodes.Unreachable,
                $"The storage provider of store {store} could not reach its database for record {key}"
                + (changes ? "; the outcome is unknown. Repeating the call is safe." : ". Check that the database is running and reachable."),
                failure)
            {
                OutcomeUnknown = changes,
                Store = store,
                ClassName = key.ClassName,
                Id = key.Id,
            }
            : BackendFailure.Describe(failure, store, key);
    }

    private static bool IsConnection(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is SocketException or IOException or TimeoutException || (failure is DbException { SqlState: var state } && IsConnectionState(state)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Classes 08 (connection) and 57P (shutdown) of SQL; none where the driver never got as far as the server.</summary>
    private static bool IsConnectionState(string? state) =>
        state is null || state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("57P", StringComparison.Ordinal);
}
