using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Toast.AspNetCore;

/// <summary>What the query of a listing asks for.</summary>
/// <param name="Limit">How many records; null if nothing was said.</param>
/// <param name="After">The record after which the listing goes on; null to begin.</param>
internal sealed record ListQuery(int? Limit, ExternalReference? After)
{
    public const int DefaultLimit = 100;

    private const int MostLimit = 1_000;

    /// <exception cref="RequestFault">A parameter cannot be used (400).</exception>
    public static ListQuery Of(HttpRequest request, string className) => new(ReadLimit(request.Query["limit"]), ReadAfter(request.Query["after"], className));

    private static int? ReadLimit(StringValues values)
    {
        if (values.Count == 0)
        {
            return null;
        }

        return values.Count == 1
            && int.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out int limit)
            && limit is >= 1 and <= MostLimit
                ? limit
                : throw RequestFault.Invalid($"limit is not a whole number from 1 to {MostLimit}. Write it as limit={DefaultLimit}.");
    }

    private static ExternalReference? ReadAfter(StringValues values, string className)
    {
        if (values.Count == 0)
        {
            return null;
        }

        return values.Count == 1 && ReferenceText.TryParseId(values[0], out Guid id)
            ? new ExternalReference(className, id)
            : throw RequestFault.Invalid("after is not the id of a record. Send the next of the answer before as it is.");
    }
}
