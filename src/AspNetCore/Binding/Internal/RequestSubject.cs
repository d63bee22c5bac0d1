namespace Toast.AspNetCore;

/// <summary>A feature of a request: the record that its path names, whose version its conditions were already held against.</summary>
/// <param name="Reference">The record.</param>
internal sealed record RequestSubject(ExternalReference Reference);
