namespace Toast;

/// <summary>The answer of a store to a <see cref="DeleteRequest"/>.</summary>
/// <param name="Status">
/// <see cref="SaveStatus.Saved"/> when a live record was deleted, <see cref="SaveStatus.NotFound"/> when there was none,
/// <see cref="SaveStatus.Conflict"/> when it has another version.
/// </param>
/// <param name="ActualVersion">The version found; 0 when there is no record.</param>
public readonly record struct DeleteResult(SaveStatus Status, long ActualVersion);
