namespace Toast.Client.Engine;

/// <summary>Turns the failures of Orleans into Toast's, and says which may pass.</summary>
internal static class ClusterFailure
{
    /// <summary>True for failures that a silo's end, a lost connection or a busy gateway explains.</summary>
    public static bool MayPass(Exception failure) => failure
        is TimeoutException
        or SiloUnavailableException
        or OrleansMessageRejectionException
        or ClientNotAvailableException
        or LimitExceededException
        or GatewayTooBusyException
        || failure is OrleansException { InnerException: { } cause } && MayPass(cause)
        || IsDirectoryFailure(failure)
        || IsConnectionFailure(failure);

    /// <summary>True if the call is known not to have been carried out.</summary>
    public static bool NeverArrived(Exception failure) =>
        failure is GatewayTooBusyException or LimitExceededException or OrleansMessageRejectionException || IsDirectoryFailure(failure);

    /// <summary>Nobody answered in time.</summary>
    public static StorageConnectionException NoAnswer(CallSubject subject, TimeSpan total, Exception? last, bool lost)
    {
        bool unknown = subject.Changes && lost;
        return new StorageConnectionException(
            last is LimitExceededException or GatewayTooBusyException ? ErrorCodes.Busy
                : last is null or TimeoutException ? ErrorCodes.Timeout
                : ErrorCodes.Unreachable,
            $"The cluster did not answer{About(subject)} within {total.TotalSeconds:0.###} s"
            + (last is null ? "" : $"; the last try ended with {last.GetType().Name}")
            + (unknown ? "; the outcome is unknown. Repeating the call is safe." : "; nothing was written. Check that its silos are running and reachable."),
            last)
        {
            OutcomeUnknown = unknown,
            Store = subject.Store,
            ClassName = subject.Key?.ClassName,
            Id = subject.Key?.Id,
        };
    }

    /// <summary>A call whose first try may have been carried out, and that was refused when it was repeated, or must not be repeated.</summary>
    public static StorageConnectionException Lost(CallSubject subject, Exception? cause) => new(
        cause is TimeoutException ? ErrorCodes.Timeout : ErrorCodes.Unreachable,
        $"A silo was lost, or did not answer in time, while it worked on a call{About(subject)}"
        + (!subject.IsRecognised ? "" : ", and the repeated call was refused" + (cause is ExternalStorageException { Code: var code } ? $" with '{code}'" : ""))
        + "; the outcome is unknown. Validate the reference to see what is stored.",
        cause)
    {
        OutcomeUnknown = true,
        Store = subject.Store,
        ClassName = subject.Key?.ClassName,
        Id = subject.Key?.Id,
    };

    /// <summary>Anything else that came out of a call.</summary>
    public static ExternalStorageException Describe(CallSubject subject, Exception failure) => new(
        ErrorCodes.StorageFailed,
        $"The cluster failed{About(subject)} with {failure.GetType().Name}. The cause is the inner exception; check that the client and the silos run "
        + "compatible versions, and the silo's log.",
        failure)
    {
        Store = subject.Store,
        ClassName = subject.Key?.ClassName,
        Id = subject.Key?.Id,
    };

    private static string About(CallSubject subject) => subject.Key is { } key ? $" for record {key}" : $" for store {subject.Store}";

    /// <summary>
    /// For a moment after the loss of a silo nobody knows which one keeps the place of a grain. Orleans says so by its plainest type, with several texts, before
    /// the call gets to a grain; what a grain throws itself is never of this type.
    /// </summary>
    private static bool IsDirectoryFailure(Exception failure) => failure.GetType() == typeof(OrleansException) && failure.InnerException is null;

    private static bool IsConnectionFailure(Exception failure) => failure is OrleansException
        && failure.GetType().Name is "ConnectionFailedException" or "ConnectionAbortedException";
}
