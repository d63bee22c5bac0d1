using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>What a caller is told whose key is missing, unknown, too weak for the request, or used too often.</summary>
internal static class KeyFaults
{
    private const string Bearer = "Bearer realm=\"Toast\"";
    private const string Basic = "Basic realm=\"Toast\", charset=\"UTF-8\"";

    public static RequestFault Missing(bool browser) => Unauthenticated(
        "The server asks for an API key. Send it as Authorization: Bearer <key>.", browser ? [Bearer, Basic] : [Bearer]);

    /// <summary>After RFC 6750, section 3.1.</summary>
    public static RequestFault Unknown(bool browser) => Unauthenticated(
        "The API key is not known, or no longer. Send a current one as Authorization: Bearer <key>.",
        browser ? [$"{Bearer}, error=\"invalid_token\"", Basic] : [$"{Bearer}, error=\"invalid_token\""]);

    public static RequestFault ReadOnly() => Forbidden("The API key may read and not write. Use another one.");

    public static RequestFault OtherClass() => Forbidden("The API key is limited to other classes. Use another one.");

    public static RequestFault TooMany(TimeSpan wait)
    {
        long seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
        return new RequestFault(new Problem
        {
            Status = StatusCodes.Status429TooManyRequests,
            Code = RequestCodes.RateLimited,
            Detail = "The caller has sent more requests than the server accepts from one. Wait as long as Retry-After says.",
            Headers = [new("Retry-After", seconds.ToString(CultureInfo.InvariantCulture))],
        });
    }

    private static RequestFault Unauthenticated(string detail, string[] challenges) => new(new Problem
    {
        Status = StatusCodes.Status401Unauthorized,
        Code = RequestCodes.Unauthenticated,
        Detail = detail,
        Headers = [new("WWW-Authenticate", challenges)],
    });

    private static RequestFault Forbidden(string detail) =>
        new(new Problem { Status = StatusCodes.Status403Forbidden, Code = ErrorCodes.Forbidden, Detail = detail });
}
