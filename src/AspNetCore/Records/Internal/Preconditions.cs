using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>The conditions of a request (RFC 9110, section 13).</summary>
/// <param name="Match">What the record must have; null for no condition.</param>
/// <param name="NoneMatch">What it must not have; null for no condition.</param>
internal readonly record struct Preconditions(VersionTags? Match, VersionTags? NoneMatch)
{
    public bool IsNone => Match is null && NoneMatch is null;

    /// <summary>The version that a store can compare in one step with the write, 0 for none; null if it takes more than that.</summary>
    public long? ExpectedVersion =>
        NoneMatch is null ? Match?.Single
        : Match is null && NoneMatch.IsAny ? 0
        : null;

    /// <summary>The ETag of a version, as the header has it.</summary>
    public static string Tag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    public static bool IsSent(HttpRequest request) => request.Headers.IfMatch.Count > 0 || request.Headers.IfNoneMatch.Count > 0;

    public static Preconditions Of(HttpRequest request) => new(
        VersionTags.Read(request.Headers.IfMatch, "If-Match", strong: true),
        VersionTags.Read(request.Headers.IfNoneMatch, "If-None-Match", strong: false));

    /// <summary>True if a record of this version may be written or deleted; version 0 means that there is none.</summary>
    public bool Hold(long version) => Match?.Match(version) != false && NoneMatch?.Match(version) != true;
}
