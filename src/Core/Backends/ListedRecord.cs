namespace Toast;

/// <summary>One entry of a listing: a record without its data.</summary>
/// <param name="Id">The id of the record.</param>
/// <param name="Info">Version and times.</param>
public sealed record ListedRecord(Guid Id, RecordInfo Info);
