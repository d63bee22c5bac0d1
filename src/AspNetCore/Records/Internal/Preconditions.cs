using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Toast.AspNetCore;

/// <summary>The conditions of a request (RFC 9110, section 13): the version of a record is its ETag.</summary>
internal static class Preconditions
{
    public static EntityTagHeaderValue Tag(long version) => new($"\"{version.ToString(CultureInfo.InvariantCulture)}\"");

    public static bool IsSent(HttpRequest request) => request.Headers.IfMatch.Count > 0 || request.Headers.IfNoneMatch.Count > 0;

    /// <summary>Reads what a write or delete must find. Only what can be compared in the store in one step is accepted.</summary>
    public static WriteCondition ForWrite(HttpRequest request)
    {
        StringValues match = request.Headers.IfMatch;
        StringValues noneMatch = request.Headers.IfNoneMatch;
        if (match.Count > 0 && noneMatch.Count > 0)
        {
            throw Malformed("If-Match and If-None-Match were sent together. Send one of them.");
        }

        if (noneMatch.Count > 0)
        {
            return IsAny(noneMatch)
                ? WriteCondition.Missing
                : throw Malformed("If-None-Match on a write is understood as * only (create, never replace). Use If-Match with the ETag that was read.");
        }

        if (match.Count == 0)
        {
            return WriteCondition.None;
        }

        if (IsAny(match))
        {
            return WriteCondition.Exists;
        }

        IList<EntityTagHeaderValue> tags = Tags(match, "If-Match");
        return tags.Count == 1
            ? WriteCondition.ForVersion(VersionOf(tags[0]))
            : throw Malformed("If-Match holds more than one ETag. Send the one that was read.");
    }

    /// <summary>True if a read need not send data, since the caller has this version.</summary>
    public static bool IsNotModified(HttpRequest request, long version)
    {
        StringValues noneMatch = request.Headers.IfNoneMatch;
        return noneMatch.Count > 0
            && (IsAny(noneMatch) || Tags(noneMatch, "If-None-Match").Any(tag => tag.Compare(Tag(version), useStrongComparison: false)));
    }

    /// <summary>True if a read asks for a version that is not the one stored.</summary>
    public static bool IsRefused(HttpRequest request, long version)
    {
        StringValues match = request.Headers.IfMatch;
        return match.Count > 0
            && !IsAny(match)
            && !Tags(match, "If-Match").Any(tag => tag.Compare(Tag(version), useStrongComparison: true));
    }

    private static bool IsAny(StringValues values) => values.Count == 1 && values[0]?.Trim() == "*";

    private static IList<EntityTagHeaderValue> Tags(StringValues values, string header) =>
        EntityTagHeaderValue.TryParseStrictList([.. values.OfType<string>()], out IList<EntityTagHeaderValue>? tags) && tags.Count > 0
            ? tags
            : throw Malformed($"{header} is not a list of ETags. Send the ETag of an answer as it is, quotes included.");

    // A weak tag, or one that Toast never gave, is well formed and matches no record.
    private static long? VersionOf(EntityTagHeaderValue tag) =>
        !tag.IsWeak
        && long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out long version)
        && version > 0
            ? version
            : null;

    private static RequestFault Malformed(string detail) => RequestFault.Invalid(detail);
}
