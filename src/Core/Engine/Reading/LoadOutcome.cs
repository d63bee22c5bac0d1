namespace Toast.Engine;

/// <summary>How the read of one record in a batch ended.</summary>
/// <param name="Record">The record, or null if there is none.</param>
/// <param name="Failure">Why this one record could not be read.</param>
internal readonly record struct LoadOutcome(StoredRecord? Record, ExternalStorageException? Failure = null);
