namespace Toast.Engine;

/// <summary>Turns whatever a backend throws into the types and codes of Toast, and says what may be tried again.</summary>
internal static class BackendFailure
{
    /// <summary>
    /// Wraps anything a backend was not supposed to throw. The original stays inside, unless it holds a secret of the store's URL; its text is not
    /// shown.
    /// </summary>
    public static ExternalStorageException Describe(Exception failure, string store, RecordKey? key, UrlSecrets? secrets = null)
    {
        string type = failure.GetType().Name;
        failure = secrets?.Clear(failure) ?? failure;
        if (failure is ExternalStorageException known && known.Store is not null && (key is null || known.ClassName is not null))
        {
            return known;
        }

        return failure is ExternalStorageException anonymous
            ? Restated.As(anonymous, anonymous.Message, store, key?.ClassName, key?.Id)
            : new ExternalStorageException(
                ErrorCodes.StorageFailed,
                $"Store {store} failed{(key is { } k ? $" at record {k}" : "")} with {type}. "
                + "The cause is the inner exception; check the backend of that store.",
                failure)
            {
                Store = store,
                ClassName = key?.ClassName,
                Id = key?.Id,
            };
    }

    /// <summary>True for failures that may pass by themselves and whose operation is known not to have happened.</summary>
    public static bool MayPass(Exception failure) =>
        failure is StorageConnectionException { OutcomeUnknown: false } connection && IsTransient(connection);

    /// <summary>
    /// True for writes that a store recognises by their id when they are repeated: there an unknown outcome may be tried again as well.
    /// </summary>
    public static bool MayPassWhenRecognised(Exception failure) => failure is StorageConnectionException connection && IsTransient(connection);

    /// <summary>True for failures that every record of a batch would meet alike.</summary>
    public static bool ConcernsTheStore(ExternalStorageException failure) =>
        failure is StorageConnectionException
        || failure.Code is ErrorCodes.AccessDenied or ErrorCodes.ReadOnly or ErrorCodes.StorageFull or ErrorCodes.StoreIncompatible;

    private static bool IsTransient(StorageConnectionException failure) =>
        failure.Code is ErrorCodes.Unreachable or ErrorCodes.Timeout or ErrorCodes.Dns or ErrorCodes.Busy;

    /// <summary>A write that was never sent, because the store could not be opened in its time.</summary>
    public static StorageConnectionException NotOpened(string store, RecordKey? key, TimeSpan total) =>
        new(
            ErrorCodes.Timeout,
            $"Store {store} could not be opened{(key is { } k ? $" for record {k}" : "")} within {total.TotalSeconds:0.###} s; nothing was written. "
            + "Check that it is running and reachable.")
        {
            Store = store,
            ClassName = key?.ClassName,
            Id = key?.Id,
        };

    /// <summary>A read without an answer.</summary>
    public static StorageConnectionException Unanswered(string store, RecordKey? key, TimeSpan total) =>
        new(
            ErrorCodes.Timeout,
            $"Store {store} did not answer{(key is { } k ? $" for record {k}" : "")} within {total.TotalSeconds:0.###} s. "
            + "Try again, or raise the timeout of the call.")
        {
            Store = store,
            ClassName = key?.ClassName,
            Id = key?.Id,
        };

    /// <summary>An operation that the backend cancelled by itself, as clients with time-outs of their own do; nobody here asked it to.</summary>
    public static StorageConnectionException GaveUp(Exception failure, string store, RecordKey? key, bool changes) =>
        new(
            ErrorCodes.Timeout,
            $"The backend of store {store} gave up{(key is { } k ? $" at record {k}" : "")} before the call's deadline"
            + (changes ? "; the outcome is unknown. Repeating the call is safe." : ". Try again, or raise the time-out of that backend."),
            failure)
        {
            OutcomeUnknown = changes,
            Store = store,
            ClassName = key?.ClassName,
            Id = key?.Id,
        };

    public static StorageConnectionException TimedOut(string store, RecordKey? key, TimeSpan total, bool sent) =>
        new(
            sent ? ErrorCodes.Timeout : ErrorCodes.Busy,
            $"Store {store} did not {(sent ? "answer" : "take the operation")}{(key is { } k ? $" for record {k}" : "")} within {total.TotalSeconds:0.###} s"
            + (sent ? "; the outcome is unknown. Repeating the call is safe." : "; nothing was written. Try again, or raise the timeout of the call."))
        {
            OutcomeUnknown = sent,
            Store = store,
            ClassName = key?.ClassName,
            Id = key?.Id,
        };
}
