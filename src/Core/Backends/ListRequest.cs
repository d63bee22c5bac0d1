namespace Toast;

/// <summary>One page of a listing.</summary>
/// <param name="ClassName">The exact class name the records are stored under.</param>
/// <param name="After">The id after which the page starts (big-endian order), or null for the first page.</param>
/// <param name="Limit">How many records at the most, from 1.</param>
/// <param name="UpdatedSince">Only records written at or after this time, or null for all.</param>
/// <param name="UpdatedBefore">Only records written before this time, or null for all.</param>
public sealed record ListRequest(
    string ClassName,
    Guid? After,
    int Limit,
    DateTimeOffset? UpdatedSince = null,
    DateTimeOffset? UpdatedBefore = null);
