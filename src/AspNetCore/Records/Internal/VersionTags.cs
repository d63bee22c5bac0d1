using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Toast.AspNetCore;

/// <summary>The ETags of one condition header: any, or some versions. The version of a record is its ETag.</summary>
internal sealed class VersionTags
{
    private readonly bool any;
    private readonly long[] versions;

    private VersionTags(bool any, long[] versions)
    {
        this.any = any;
        this.versions = versions;
    }

    public bool IsAny => any;

    /// <summary>The only version that matches; null if there are more, or none.</summary>
    public long? Single => !any && versions.Length == 1 ? versions[0] : null;

    /// <param name="values">The header.</param>
    /// <param name="name">Its name.</param>
    /// <param name="strong">True if weak tags match nothing (RFC 9110, section 8.8.3.2).</param>
    /// <returns>The tags; null if the header was not sent.</returns>
    public static VersionTags? Read(StringValues values, string name, bool strong)
    {
        if (values.Count == 0)
        {
            return null;
        }

        if (values.Count == 1 && values[0]?.Trim() == "*")
        {
            return new VersionTags(true, []);
        }

        return EntityTagHeaderValue.TryParseStrictList([.. values.OfType<string>()], out IList<EntityTagHeaderValue>? tags) && tags.Count > 0
            && !tags.Any(tag => tag.Tag == "*")
            ? new VersionTags(false, [.. tags.Where(tag => !strong || !tag.IsWeak).Select(VersionOf).OfType<long>().Distinct()])
            : throw RequestFault.Invalid($"{name} is not a list of ETags. Send the ETag of an answer as it is, quotes included, or *.");
    }

    /// <summary>True if a record of this version matches; version 0 means that there is none.</summary>
    public bool Match(long version) => version > 0 && (any || versions.Contains(version));

    // A tag that Toast never gave is well formed and matches no record.
    private static long? VersionOf(EntityTagHeaderValue tag) =>
        long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out long version)
        && version > 0
        && tag.Tag[1] != '0'
            ? version
            : null;
}
