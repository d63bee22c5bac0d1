namespace Toast.AspNetCore;

/// <summary>Codes of failures that only HTTP has, besides those of <see cref="ErrorCodes"/>. Stable in the same way.</summary>
internal static class RequestCodes
{
    /// <summary>A header or the framing of the request is not valid (400).</summary>
    public const string InvalidRequest = "invalid_request";

    /// <summary>The request has no API key, or one that is not known (401).</summary>
    public const string Unauthenticated = "unauthenticated";

    /// <summary>Nothing is served under this path (404).</summary>
    public const string UnknownPath = "unknown_path";

    /// <summary>The path is served, but not with this method (405).</summary>
    public const string MethodNotAllowed = "method_not_allowed";

    /// <summary>The body did not come in time (408).</summary>
    public const string RequestTimeout = "request_timeout";

    /// <summary>The body is neither JSON in UTF-8 nor, where lines are taken, NDJSON; or it is compressed in a way that is not understood (415).</summary>
    public const string UnsupportedMediaType = "unsupported_media_type";

    /// <summary>More requests than the caller may send (429).</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>A fault of the server itself (500).</summary>
    public const string InternalError = "internal_error";
}
