using Toast.Engine;

namespace Toast.Grains.Records;

/// <summary>What leaves a grain: Toast's five exceptions, which a converter takes across the wire, and nothing else of ours or of a driver's.</summary>
internal static class GrainEdge
{
    /// <summary>The longest that a caller may make a silo work on a call.</summary>
    private static readonly TimeSpan LongestBudget = TimeSpan.FromDays(1);

    public static Deadline DeadlineOf(TimeSpan budget, TimeProvider time) =>
        Deadline.After(time, budget < TimeSpan.Zero ? TimeSpan.Zero : budget > LongestBudget ? LongestBudget : budget);

    /// <summary>True for what has to be said in another way before it leaves.</summary>
    public static bool IsForeign(Exception failure) =>
        failure is not OperationCanceledException
        && failure.GetType() != typeof(ExternalStorageException)
        && failure is not (StorageConnectionException or RecordNotFoundException or ConcurrencyException or StorageValidationException);

    /// <summary>Says a foreign failure in Toast's terms. A store that is closed belongs to a silo that is about to end: another one has to be asked.</summary>
    public static Exception Say(Exception failure, string store, RecordKey? key) => failure is ObjectDisposedException
        ? new SiloUnavailableException("The silo is stopping and has closed its stores.")
        : failure is ExternalStorageException derived
        ? new ExternalStorageException(derived.Code, derived.Message, derived) { Store = derived.Store, ClassName = derived.ClassName, Id = derived.Id }
        : BackendFailure.Describe(failure, store, key);
}
